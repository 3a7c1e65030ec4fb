import { dictionary } from "#web/lib/dictionary.ts";

/** One word for each state of a domain. */
export const text = dictionary({
  en: {
    unproven: "Proof open",
    proven: "Proven",
    ordered: "Not paid yet",
    registering: "Being registered",
    transferring: "Moving to us",
    active: "Registered",
    redemption: "Deleted, can be restored",
    restoring: "Being restored",
    ended: "Ended",
  },
  de: {
    unproven: "Nachweis offen",
    proven: "Nachgewiesen",
    ordered: "Noch nicht bezahlt",
    registering: "Wird registriert",
    transferring: "Zieht zu uns um",
    active: "Registriert",
    redemption: "Gelöscht, wiederherstellbar",
    restoring: "Wird wiederhergestellt",
    ended: "Beendet",
  },
});
