import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    documentTitle: "Second step",
    title: "One more step",
    lines: {
      passkey: "Confirm with a passkey that it is you.",
      code: "Enter the code that your app shows.",
      recoveryCode: "Enter one of the recovery codes that you kept.",
      lost: "Without a second factor it takes a while.",
    },
    code: "Code from your app",
    recoveryCode: "Recovery code",
    recoveryHint: "Each of them opens once.",
    passkey: "Use your passkey",
    submit: "Sign in",
    ways: {
      passkey: "Use a passkey",
      code: "Use a code from your app",
      recoveryCode: "Use a recovery code",
      lost: "I have lost all of these",
    },
    wrong: "Enter the code.",
    startOver: "Not you?",
    back: "Sign in as somebody else",
    lost: {
      none: "We mail you a link. When you open it, a wait of at least three days begins, so that somebody else who knows your password cannot do this behind your back. Then you sign in with your password alone.",
      ask: "Mail me the link",
      asked: "The link is in your inbox. It is good for a day.",
      again: "Mail it again",
      waiting: "The link was opened. The wait ends",
      waitingTell: "We mail you then. Signing in with a second factor stops this.",
      ready:
        "The wait is over. Your second factors and recovery codes are removed when you go on, and you are signed out everywhere else.",
      longer: "Your password is short, and stands alone from then on. Choose a longer one.",
      newPassword: "New password",
      complete: "Remove them and sign in",
      staff: "Ask another administrator of the platform to reset your second factors.",
    },
  },
});
