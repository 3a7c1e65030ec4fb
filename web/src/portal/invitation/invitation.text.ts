import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    documentTitle: "Invitation",
    loading: "Looking at your invitation",
    loadingLine: "One moment.",
    title: (account: string) => `Join ${account}`,
    line: (by: string | null, role: string) => `${by ?? "Somebody"} invited you. Your role: ${role}.`,
    limited: "You see the websites that were chosen for you.",
    accept: "Accept",
    acceptAs: (email: string) => `You are signed in as ${email}.`,
    signIn: "Sign in to accept",
    signInLine: (email: string) => `The invitation is for ${email}. Sign in with that address, and you come back here.`,
    otherTitle: "This invitation is for another address",
    otherLine: (invited: string, own: string) =>
      `It was sent to ${invited}, and you are signed in as ${own}. Sign out, then open the link again.`,
    signOut: "Sign out",
    back: "Go to the overview",
    join: "Join",
    joinLine: (email: string) => `Choose a name and a password. You will sign in with ${email}.`,
    over: {
      accepted: "This invitation was accepted already",
      withdrawn: "This invitation was withdrawn",
      expired: "This invitation is too old",
    },
    overLine: {
      accepted: "Sign in to go on.",
      withdrawn: "Ask whoever invited you what changed.",
      expired: "Ask whoever invited you to send it again.",
    },
    toSignIn: "Sign in",
    failedTitle: "This link opens nothing",
    again: "Try again",
  },
  de: {
    documentTitle: "Einladung",
    loading: "Ihre Einladung wird geprüft",
    loadingLine: "Einen Moment.",
    title: (account) => `${account} beitreten`,
    line: (by, role) => `${by ?? "Jemand"} hat Sie eingeladen. Ihre Rolle: ${role}.`,
    limited: "Sie sehen die Websites, die für Sie ausgewählt wurden.",
    accept: "Annehmen",
    acceptAs: (email) => `Sie sind als ${email} angemeldet.`,
    signIn: "Zum Annehmen anmelden",
    signInLine: (email) =>
      `Die Einladung ist für ${email}. Melden Sie sich mit dieser Adresse an, dann kommen Sie hierher zurück.`,
    otherTitle: "Diese Einladung ist für eine andere Adresse",
    otherLine: (invited, own) =>
      `Sie ging an ${invited}, und Sie sind als ${own} angemeldet. Melden Sie sich ab, und öffnen Sie den Link noch einmal.`,
    signOut: "Abmelden",
    back: "Zur Übersicht",
    join: "Beitreten",
    joinLine: (email) => `Wählen Sie einen Namen und ein Passwort. Sie melden sich künftig mit ${email} an.`,
    over: {
      accepted: "Diese Einladung wurde schon angenommen",
      withdrawn: "Diese Einladung wurde zurückgezogen",
      expired: "Diese Einladung ist zu alt",
    },
    overLine: {
      accepted: "Melden Sie sich an, um weiterzumachen.",
      withdrawn: "Fragen Sie die Person, die Sie eingeladen hat, was sich geändert hat.",
      expired: "Bitten Sie die Person, die Sie eingeladen hat, sie noch einmal zu senden.",
    },
    toSignIn: "Anmelden",
    failedTitle: "Dieser Link öffnet nichts",
    again: "Erneut versuchen",
  },
});
