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
});
