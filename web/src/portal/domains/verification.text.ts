import { dictionary } from "#web/lib/dictionary.ts";

/** Whether the holder of a domain can be reached: registries have them asked by mail. */
export const text = dictionary({
  en: {
    title: (day: string) => `The holder has to confirm the address by ${day}`,
    mailed: (email: string) => `A mail with a link went to ${email}.`,
    mailedOn: (email: string, day: string) => `A mail with a link went to ${email} on ${day}.`,
    else: "If nobody follows it, the domain stops working then, with its websites and its mail.",
    overview:
      "A mail with a link went there. If nobody follows it, the domain stops working then, with its websites and its mail.",
    send: "Send the mail again",
    sent: "The registrar was asked to send the mail again.",
    show: "Show the holder",
    failedTitle: "The address was not confirmed in time",
    failed: "The domain does not work until the holder can be reached. Correct the address: a new mail goes there.",
  },
  de: {
    title: (day) => `Der Inhaber muss die Adresse bis ${day} bestätigen`,
    mailed: (email) => `Eine E-Mail mit einem Link ging an ${email}.`,
    mailedOn: (email, day) => `Eine E-Mail mit einem Link ging am ${day} an ${email}.`,
    else: "Folgt ihm niemand, wird die Domain dann abgeschaltet, mit ihren Websites und E-Mails.",
    overview:
      "Eine E-Mail mit einem Link ging dorthin. Folgt ihm niemand, wird die Domain dann abgeschaltet, mit ihren Websites und E-Mails.",
    send: "E-Mail noch einmal senden",
    sent: "Der Registrar soll die E-Mail noch einmal senden.",
    show: "Inhaber zeigen",
    failedTitle: "Die Adresse wurde nicht rechtzeitig bestätigt",
    failed:
      "Die Domain ist abgeschaltet, bis der Inhaber erreicht werden kann. Berichtigen Sie die Adresse: Dorthin geht eine neue E-Mail.",
  },
});
