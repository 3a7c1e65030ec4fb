import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "You",
    loading: "Loading your name and address",
    failed: "Your name and address can’t be shown right now",
    name: "Name",
    email: "Email",
    change: "Change",
    changeName: "Change your name",
    changeEmail: "Change your email address",
    newName: "Your name",
    nameMissing: "Enter your name.",
    saveName: "Save the name",
    renamed: "Your name was changed.",
    pendingTitle: (email: string) => `Your address is to be changed to ${email}`,
    waitsFor: ({ proven, approved }: { proven: boolean; approved: boolean }) =>
      proven
        ? "The new address has confirmed. Agree by the link that was mailed to your present one."
        : approved
          ? "Your present address has agreed. Confirm by the link that was mailed to the new one."
          : "A link was mailed to both addresses. Open both.",
    until: "They work until",
    withdraw: "Leave it as it is",
    withdrawn: "Your address stays as it is.",
    sheetTitle: "Change your email address",
    sheetText:
      "We mail a link to both addresses. The change is made when both were opened; other devices are then signed out.",
    newEmail: "New email address",
    emailWrong: "Enter an email address, such as you@company.example.",
    currentPassword: "Current password",
    passwordMissing: "Enter your current password.",
    show: "Show password",
    conceal: "Conceal password",
    send: "Send the links",
    cancel: "Cancel",
    sent: "The links are on their way to both addresses.",
  },
});
