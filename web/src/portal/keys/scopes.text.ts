import type { KeyScope } from "#core/kernel/permissions.state.ts";
import { dictionary } from "#web/lib/dictionary.ts";

/** What a key may do, in plain words: every scope has its own, and its group. */
const scope = {
  "service:read": "See websites, their state, what they use and what happened to them",
  "service:log": "Read the logs of websites",
  "service:configure": "Change the environment, host names and access of websites",
  "service:operate": "Stop, start and restart websites",
  "service:delete": "Terminate websites",
  "release:read": "See the releases of websites",
  "release:deploy": "Deploy websites and roll them back",
  "job:run": "Run cron jobs and commands in websites",
  "operation:read": "See the work on websites",
  "order:read": "See orders",
  "order:place": "Order websites and cancel orders",
  "order:pay": "Open payment pages, remove the saved card",
  "billing:read": "See what is paid, and until when",
  "database:manage": "Add and remove databases of websites, and give them other passwords",
  "domain:read": "See domains",
  "domain:manage": "Add and manage domains",
  "zone:read": "See the DNS of domains",
  "zone:manage": "Change the DNS of domains",
  "account:read": "See the account",
  "member:read": "See who belongs to the account",
  "activity:read": "Read the activity log",
} satisfies Record<KeyScope, string>;

export const text = dictionary({
  en: {
    scope,
    group: { websites: "Websites", domains: "Domains", orders: "Orders and money", account: "Account" },
  },
  de: {
    scope: {
      "service:read": "Websites sehen: ihren Status, was sie nutzen und was mit ihnen geschah",
      "service:log": "Protokolle von Websites lesen",
      "service:configure": "Umgebung, Hostnamen und Zugang von Websites ändern",
      "service:operate": "Websites stoppen, starten und neu starten",
      "service:delete": "Websites löschen",
      "release:read": "Releases von Websites sehen",
      "release:deploy": "Websites ausrollen und zurückrollen",
      "job:run": "Cronjobs und Befehle in Websites ausführen",
      "operation:read": "Die Arbeit an Websites sehen",
      "order:read": "Bestellungen sehen",
      "order:place": "Websites bestellen und Bestellungen stornieren",
      "order:pay": "Zahlungsseiten öffnen, gespeicherte Karte entfernen",
      "billing:read": "Sehen, was bis wann bezahlt ist",
      "database:manage": "Datenbanken von Websites hinzufügen und entfernen und ihnen andere Passwörter geben",
      "domain:read": "Domains sehen",
      "domain:manage": "Domains hinzufügen und verwalten",
      "zone:read": "Das DNS von Domains sehen",
      "zone:manage": "Das DNS von Domains ändern",
      "account:read": "Das Konto sehen",
      "member:read": "Sehen, wer zum Konto gehört",
      "activity:read": "Das Aktivitätsprotokoll lesen",
    },
    group: { websites: "Websites", domains: "Domains", orders: "Bestellungen und Geld", account: "Konto" },
  },
});

export const groups = {
  websites: ["service", "release", "job", "operation", "database"],
  domains: ["domain", "zone"],
  orders: ["order", "billing"],
  account: ["account", "member", "activity"],
} as const satisfies Record<keyof typeof text.group, readonly string[]>;
export const groupNames = Object.keys(groups) as (keyof typeof groups)[];
export const groupOf = (name: KeyScope): keyof typeof groups =>
  groupNames.find((group) => groups[group].some((noun) => name.startsWith(`${noun}:`))) ?? "account";
