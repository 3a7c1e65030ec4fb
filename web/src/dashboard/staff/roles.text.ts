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
  de: {
    title: "Rollen",
    line: "Wer was darf. Der Server entscheidet nach derselben Tabelle.",
    staff: "Team",
    customers: "Personen eines Kunden",
    ability: "Darf",
    acting: "Handelt für einen Kunden",
    yes: "Ja",
    no: "Nein",
    own: "Die eigene Anmeldung, das eigene Passwort und die eigenen zweiten Faktoren sind Sache jeder Person.",
    actingNote:
      "Wer für einen Kunden handelt, erreicht weder dessen Zahlungsseite noch Personen, Schlüssel, Faktoren oder Support-Zugriff.",
  },
});

/** What people read of the permission table: each line of staff's stands in one of these. */
export const staffAbilities: readonly { says: string; needs: readonly Permission[] }[] = [
  {
    says: dictionary({
      en: "See customers, their people, websites, domains and work",
      de: "Kunden, ihre Personen, Websites, Domains und Vorgänge sehen",
    }),
    needs: [
      "overview:read",
      "customer:read",
      "service:read",
      "service:log",
      "release:read",
      "operation:read",
      "domain:read",
      "zone:read",
      "account:read",
      "member:read",
      "support:read",
    ],
  },
  {
    says: dictionary({ en: "See orders and what is paid", de: "Bestellungen und Zahlungen sehen" }),
    needs: ["order:read", "billing:read"],
  },
  {
    says: dictionary({
      en: "See nodes, queues, integrations, the audit log and colleagues",
      de: "Nodes, Warteschlangen, Anbindungen, Audit-Protokoll und Team sehen",
    }),
    needs: ["node:read", "queue:read", "integration:read", "audit:read", "staff:read"],
  },
  {
    says: dictionary({
      en: "See the catalogue, its drafts and who runs on what",
      de: "Den Katalog, seine Entwürfe und wer worauf läuft sehen",
    }),
    needs: ["catalog:read"],
  },
  {
    says: dictionary({
      en: "Change the catalogue: products, plans and prices",
      de: "Den Katalog ändern: Produkte, Tarife und Preise",
    }),
    needs: ["catalog:manage"],
  },
  {
    says: dictionary({ en: "Write notes on customers", de: "Notizen zu Kunden schreiben" }),
    needs: ["customer:write"],
  },
  {
    says: dictionary({ en: "Act for customers who allow it", de: "Für Kunden handeln, die es erlauben" }),
    needs: ["customer:act"],
  },
  {
    says: dictionary({
      en: "Deploy, set, stop, suspend and delete websites; manage domains; repeat failed work",
      de: "Websites ausrollen, einstellen, stoppen, pausieren und löschen; Domains verwalten; Fehlgeschlagenes wiederholen",
    }),
    needs: [
      "service:configure",
      "service:operate",
      "service:suspend",
      "service:delete",
      "release:deploy",
      "database:manage",
      "domain:manage",
      "zone:manage",
      "operation:retry",
    ],
  },
  {
    says: dictionary({
      en: "Add nodes; send dead messages back; try out integrations",
      de: "Nodes hinzufügen; tote Nachrichten zurückschicken; Anbindungen prüfen",
    }),
    needs: ["node:manage", "queue:manage", "integration:manage"],
  },
  { says: dictionary({ en: "Send money back", de: "Geld erstatten" }), needs: ["order:refund"] },
  {
    says: dictionary({ en: "Set up single sign-on for staff", de: "Single Sign-on für das Team einrichten" }),
    needs: ["sso:manage"],
  },
  {
    says: dictionary({ en: "Invite, change and deactivate colleagues", de: "Team einladen, ändern und deaktivieren" }),
    needs: ["staff:manage"],
  },
];
