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
  de: {
    title: "Sie",
    loading: "Ihr Name und Ihre Adresse werden geladen",
    failed: "Ihr Name und Ihre Adresse können gerade nicht angezeigt werden",
    name: "Name",
    email: "E-Mail",
    change: "Ändern",
    changeName: "Namen ändern",
    changeEmail: "E-Mail-Adresse ändern",
    newName: "Ihr Name",
    nameMissing: "Geben Sie Ihren Namen ein.",
    saveName: "Namen speichern",
    renamed: "Ihr Name wurde geändert.",
    pendingTitle: (email) => `Ihre Adresse soll zu ${email} geändert werden`,
    waitsFor: ({ proven, approved }) =>
      proven
        ? "Die neue Adresse hat bestätigt. Stimmen Sie mit dem Link zu, der an Ihre bisherige ging."
        : approved
          ? "Ihre bisherige Adresse hat zugestimmt. Bestätigen Sie mit dem Link, der an die neue ging."
          : "Ein Link ging an beide Adressen. Öffnen Sie beide.",
    until: "Sie gelten bis",
    withdraw: "So lassen",
    withdrawn: "Ihre Adresse bleibt, wie sie ist.",
    sheetTitle: "E-Mail-Adresse ändern",
    sheetText:
      "Wir senden einen Link an beide Adressen. Die Änderung gilt, wenn beide geöffnet wurden; andere Geräte werden dann abgemeldet.",
    newEmail: "Neue E-Mail-Adresse",
    emailWrong: "Geben Sie eine E-Mail-Adresse ein, etwa sie@firma.example.",
    currentPassword: "Aktuelles Passwort",
    passwordMissing: "Geben Sie Ihr aktuelles Passwort ein.",
    show: "Passwort anzeigen",
    conceal: "Passwort verbergen",
    send: "Links senden",
    cancel: "Abbrechen",
    sent: "Die Links an beide Adressen sind unterwegs.",
  },
});
