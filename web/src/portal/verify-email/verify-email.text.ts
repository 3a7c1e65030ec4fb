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
});
