import type { Permission } from "#core/kernel/permissions.state.ts";
import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Roles",
    line: "Who may do what. The server decides by the same table.",
    staff: "Staff",
    customers: "People of a customer",
    ability: "May",
    acting: "Acting for a customer",
    yes: "Yes",
    no: "No",
    own: "Their own sign-in, password and second factors are everybody’s own affair.",
    actingNote:
      "Whoever acts for a customer reaches neither their payment page nor people, keys, factors or support access.",
  },
});

/** What people read of the permission table: each line of staff's stands in one of these. */
export const staffAbilities: readonly { says: string; needs: readonly Permission[] }[] = [
  {
    says: "See customers, their people, websites and work",
    needs: [
      "overview:read",
      "customer:read",
      "service:read",
      "service:log",
      "release:read",
      "operation:read",
      "account:read",
      "member:read",
      "support:read",
    ],
  },
  { says: "See orders and what is paid", needs: ["order:read", "billing:read"] },
  {
    says: "See nodes, queues, the audit log and colleagues",
    needs: ["node:read", "queue:read", "audit:read", "staff:read"],
  },
  { says: "See the catalogue, its drafts and who runs on what", needs: ["catalog:read"] },
  { says: "Change the catalogue: products, plans and prices", needs: ["catalog:manage"] },
  { says: "Write notes on customers", needs: ["customer:write"] },
  { says: "Act for customers who allow it", needs: ["customer:act"] },
  {
    says: "Deploy, set, stop, suspend and delete websites; repeat failed work",
    needs: [
      "service:configure",
      "service:operate",
      "service:suspend",
      "service:delete",
      "release:deploy",
      "database:manage",
      "operation:retry",
    ],
  },
  { says: "Add nodes; send dead messages back", needs: ["node:manage", "queue:manage"] },
  { says: "Send money back", needs: ["order:refund"] },
  { says: "Set up single sign-on for staff", needs: ["sso:manage"] },
  { says: "Invite, change and deactivate colleagues", needs: ["staff:manage"] },
];
