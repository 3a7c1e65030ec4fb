import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    new: {
      title: "Confirm your new email address",
      line: (email: string) => `You will sign in with ${email || "it"} when your present address has agreed too.`,
      submit: "Confirm the address",
      oneLine: "Now your present address has to agree: a mail with a link went there.",
    },
    old: {
      title: "Change your email address?",
      line: (email: string) => `You would sign in with ${email || "another address"}, and no more with this one.`,
      submit: "Change the address",
      oneLine: "Now the new address has to confirm: a mail with a link went there.",
    },
    refuse: "This was not me",
    refuseHint: "Ends the change, signs everybody out of your account and mails you a link to choose a new password.",
    refusedTitle: "Nothing was changed",
    refusedLine:
      "Everybody was signed out of your account. A link to choose a new password is in your inbox: use it now.",
    doneTitle: "Thank you",
    bothLine: "Both addresses have confirmed. A mail to each says how you sign in from now on.",
    voidTitle: "This link opens nothing",
    voidLine: "It was used already, is too old, or the change was withdrawn.",
    toSecurity: "Go to your security page",
    signIn: "Sign in",
  },
});
