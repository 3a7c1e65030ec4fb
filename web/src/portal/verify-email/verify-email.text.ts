import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    banner: {
      title: "Confirm your email address",
      text: (email: string) =>
        `We mailed a link to ${email}. It works for 24 hours. Nothing there? Look into the spam folder.`,
      again: "Send the link again",
      sent: (email: string) => `Another link is on its way to ${email}.`,
    },
    title: "Confirm your email address",
    working: "One moment: your address is being confirmed.",
    done: "Your address is confirmed.",
    doneTitle: "Thank you",
    doneText: "Mails about your orders and websites reach you.",
    overview: "Go to the overview",
    failedTitle: "Your address could not be confirmed",
    kept: "Nothing has changed.",
    already: "Your address was confirmed already.",
    retry: "Try again",
    missing: "The link was not copied whole. Open it from the mail again.",
  },
  de: {
    banner: {
      title: "Bestätigen Sie Ihre E-Mail-Adresse",
      text: (email) =>
        `Wir haben einen Link an ${email} gesendet. Er gilt 24 Stunden lang. Nichts angekommen? Sehen Sie im Spam-Ordner nach.`,
      again: "Link noch einmal senden",
      sent: (email) => `Ein weiterer Link an ${email} ist unterwegs.`,
    },
    title: "Bestätigen Sie Ihre E-Mail-Adresse",
    working: "Einen Moment: Ihre Adresse wird bestätigt.",
    done: "Ihre Adresse ist bestätigt.",
    doneTitle: "Vielen Dank",
    doneText: "Mails zu Ihren Bestellungen und Websites erreichen Sie.",
    overview: "Zur Übersicht",
    failedTitle: "Ihre Adresse konnte nicht bestätigt werden",
    kept: "Es hat sich nichts geändert.",
    already: "Ihre Adresse war schon bestätigt.",
    retry: "Erneut versuchen",
    missing: "Der Link wurde nicht vollständig kopiert. Öffnen Sie ihn noch einmal aus der Mail.",
  },
});
