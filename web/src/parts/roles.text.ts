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
  de: {
    role: {
      owner: "Inhaber",
      administrator: "Administrator",
      billing: "Buchhaltung",
      technical: "Technik",
      reader: "Lesezugriff",
    },
    about: {
      owner: "Kann alles und das Konto übergeben.",
      administrator: "Kann alles, außer Inhaber zu ändern oder das Konto zu übergeben.",
      billing: "Bestellt, bezahlt und pflegt die Firmendaten. Kann keine Websites stoppen.",
      technical: "Betreibt die Websites. Sieht keine Bestellungen und keine Rechnungen.",
      reader: "Sieht alles, ändert nichts.",
    },
  },
});

/** What people read of the permission table: each line of theirs stands in one of these. */
export const abilities: readonly { says: string; needs: readonly Permission[] }[] = [
  {
    says: dictionary({
      en: "See websites, domains and the work on them",
      de: "Websites, Domains und die Arbeit daran sehen",
    }),
    needs: ["service:read", "release:read", "operation:read", "domain:read", "zone:read"],
  },
  {
    says: dictionary({ en: "See who belongs to the account", de: "Sehen, wer zum Konto gehört" }),
    needs: ["account:read", "member:read", "support:read"],
  },
  {
    says: dictionary({
      en: "Read logs, stop, start and restart websites",
      de: "Protokolle lesen, Websites stoppen, starten und neu starten",
    }),
    needs: ["service:log", "service:operate"],
  },
  {
    says: dictionary({
      en: "Change the environment, host names and access of websites",
      de: "Umgebung, Hostnamen und Zugang von Websites ändern",
    }),
    needs: ["service:configure"],
  },
  {
    says: dictionary({ en: "Deploy websites and roll them back", de: "Websites ausrollen und zurückrollen" }),
    needs: ["release:deploy"],
  },
  {
    says: dictionary({ en: "Run cron jobs and commands", de: "Cronjobs und Befehle ausführen" }),
    needs: ["job:run"],
  },
  {
    says: dictionary({ en: "Say what opens private images", de: "Zugangsdaten für private Images hinterlegen" }),
    needs: ["registry:manage"],
  },
  {
    says: dictionary({
      en: "Add, see into and remove databases",
      de: "Datenbanken hinzufügen, einsehen und entfernen",
    }),
    needs: ["database:manage", "database:reveal"],
  },
  { says: dictionary({ en: "Manage domains", de: "Domains verwalten" }), needs: ["domain:manage"] },
  {
    says: dictionary({ en: "Take domains to another registrar", de: "Domains zu einem anderen Anbieter mitnehmen" }),
    needs: ["domain:transfer"],
  },
  {
    says: dictionary({ en: "Change the DNS of domains", de: "Das DNS von Domains ändern" }),
    needs: ["zone:manage"],
  },
  { says: dictionary({ en: "Delete websites", de: "Websites löschen" }), needs: ["service:delete"] },
  {
    says: dictionary({ en: "See orders and what is paid", de: "Bestellungen und Zahlungen sehen" }),
    needs: ["billing:read", "order:read"],
  },
  { says: dictionary({ en: "Order and pay", de: "Bestellen und bezahlen" }), needs: ["order:place", "order:pay"] },
  {
    says: dictionary({ en: "Change company and billing data", de: "Firmen- und Rechnungsdaten ändern" }),
    needs: ["account:write"],
  },
  {
    says: dictionary({ en: "Invite, change and remove people", de: "Personen einladen, ändern und entfernen" }),
    needs: ["member:manage"],
  },
  { says: dictionary({ en: "Read the activity log", de: "Das Aktivitätsprotokoll lesen" }), needs: ["activity:read"] },
  { says: dictionary({ en: "Manage API keys", de: "API-Schlüssel verwalten" }), needs: ["key:read", "key:manage"] },
  {
    says: dictionary({
      en: "Set up single sign-on and support access",
      de: "Single Sign-on und Support-Zugriff einrichten",
    }),
    needs: ["sso:manage", "support:manage"],
  },
  {
    says: dictionary({
      en: "Hand the account over, take its data along, close it",
      de: "Das Konto übergeben, seine Daten mitnehmen, es schließen",
    }),
    needs: ["account:transfer", "account:export", "account:close"],
  },
];
