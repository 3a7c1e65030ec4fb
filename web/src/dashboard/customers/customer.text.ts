import type { SupportAccess } from "#core/accounts/support-access.state.ts";
import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    support: "Support access",
    access: {
      always: "Always, with a reason",
      granted: "Not granted now",
      never: "Never",
    } satisfies Record<SupportAccess, string>,
    grantedUntil: "Granted until",
    act: {
      open: "Act for this customer",
      shut: "The customer has not granted access. Ask them to, on their Security page.",
      never: "The customer lets nobody of support in.",
      title: (name: string) => `Act for ${name}?`,
      text: "You see and use the portal as the customer does. They get a mail now, and read in their activity why you came and what you did. Payment, people, keys and sign-in stay closed.",
      reason: "Why",
      reasonHint: "The customer reads it, for example: “The site does not answer, as you wrote”.",
      reasonMissing: "Say why in a few words.",
      minutes: "For how long at most",
      forMinutes: (minutes: number) => `${minutes} minutes`,
      confirm: "Act for this customer",
      dismiss: "Stay here",
    },
    contact: {
      title: "Company and contact",
      loading: "Loading company and contact",
      failed: "Company and contact can’t be shown right now",
    },
    people: {
      title: "People",
      failed: "The people can’t be shown right now",
      factor: "second factor",
      noFactor: "no second factor",
      seen: "last seen",
      never: "not seen yet",
    },
    notes: {
      title: "Notes",
      failed: "The notes can’t be shown right now",
      empty: "No notes yet. Customers never see them.",
      label: "New note",
      add: "Add note",
      remove: "Remove",
      removeOf: (by: string) => `Remove the note by ${by}`,
      former: "Former staff",
      confirmTitle: "Remove this note?",
      confirmText: "It is gone for all colleagues. The audit log keeps that there was one.",
      confirm: "Remove note",
      dismiss: "Keep note",
    },
    operations: { title: "Work", failed: "The work can’t be shown right now", empty: "Nothing was done yet." },
    activity: {
      title: "Recent activity",
      failed: "The activity can’t be shown right now",
      empty: "Nothing happened yet.",
      all: "All of it",
    },
  },
});
