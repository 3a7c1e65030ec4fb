import { dictionary } from "#web/lib/dictionary.ts";

/** What registries ask of holders beyond an address. */
export const text = dictionary({
  en: {
    needs: {
      de: ".de: a street, not a post office box.",
      eu: ".eu: the holder lives in the EU, in Iceland, Liechtenstein or Norway, or is a citizen of the EU.",
      secure: "Browsers open these names by https only. A website gets its certificate by itself.",
      confirmed: "The holder gets an email and has to confirm the address within 15 days, or the name stops working.",
    },
    outside: (country: string) => `${country} is none of these: the registry will ask for a citizenship of the EU.`,
  },
  de: {
    needs: {
      de: ".de: eine Straße, kein Postfach.",
      eu: ".eu: Der Inhaber lebt in der EU, in Island, Liechtenstein oder Norwegen oder hat die Staatsangehörigkeit eines EU-Landes.",
      secure: "Browser öffnen diese Namen nur per https. Eine Website bekommt ihr Zertifikat von selbst.",
      confirmed:
        "Der Inhaber bekommt eine E-Mail und muss die Adresse innerhalb von 15 Tagen bestätigen, sonst wird der Name abgeschaltet.",
    },
    outside: (country) =>
      `${country} gehört nicht dazu: Die Registrierungsstelle wird eine Staatsangehörigkeit der EU verlangen.`,
  },
});
