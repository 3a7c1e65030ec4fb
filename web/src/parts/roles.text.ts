import type { Permission } from "#core/kernel/permissions.state.ts";
import type { MemberRole } from "#core/kernel/roles.state.ts";
import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    role: {
      owner: "Owner",
      administrator: "Administrator",
      billing: "Billing",
      technical: "Technical",
      reader: "Reader",
    } satisfies Record<MemberRole, string>,
    about: {
      owner: "Can do everything, and hand the account over.",
      administrator: "Can do everything but change owners or hand the account over.",
      billing: "Orders, pays and looks after company data. Cannot stop websites.",
      technical: "Runs the websites. Sees no orders and no bills.",
      reader: "Sees everything, changes nothing.",
    } satisfies Record<MemberRole, string>,
  },
});

/** What people read of the permission table: each line of theirs stands in one of these. */
export const abilities: readonly { says: string; needs: readonly Permission[] }[] = [
  { says: "See websites and the work on them", needs: ["service:read", "release:read", "operation:read"] },
  { says: "See who belongs to the account", needs: ["account:read", "member:read", "support:read"] },
  { says: "Read logs, stop, start and restart websites", needs: ["service:log", "service:operate"] },
  { says: "Change the environment, host names and access of websites", needs: ["service:configure"] },
  { says: "Deploy websites and roll them back", needs: ["release:deploy"] },
  { says: "Add, see into and remove databases", needs: ["database:manage", "database:reveal"] },
  { says: "Delete websites", needs: ["service:delete"] },
  { says: "See orders and what is paid", needs: ["billing:read", "order:read"] },
  { says: "Order and pay", needs: ["order:place", "order:pay"] },
  { says: "Change company and billing data", needs: ["account:write"] },
  { says: "Invite, change and remove people", needs: ["member:manage"] },
  { says: "Read the activity log", needs: ["activity:read"] },
  { says: "Manage API keys", needs: ["key:read", "key:manage"] },
  { says: "Set up single sign-on and support access", needs: ["sso:manage", "support:manage"] },
  {
    says: "Hand the account over, take its data along, close it",
    needs: ["account:transfer", "account:export", "account:close"],
  },
];
