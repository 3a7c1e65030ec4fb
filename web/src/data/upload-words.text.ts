import { dictionary } from "#web/lib/dictionary.ts";

type Said = (...found: string[]) => string;

const dayOf = (iso: string): string =>
  new Date(iso).toLocaleDateString("de-DE", { dateStyle: "long", timeZone: "UTC" });

/** What the server alone says of a certificate that is uploaded, with names and days in it. */
export const uploadPatterns = dictionary<readonly (readonly [RegExp, Said])[]>({
  en: [],
  de: [
    [/^This certificate ended on (\S+)\.$/, (on = "") => `Dieses Zertifikat ist am ${dayOf(on)} abgelaufen.`],
    [/^This certificate begins on (\S+)\.$/, (on = "") => `Dieses Zertifikat gilt erst ab dem ${dayOf(on)}.`],
    [
      /^It is for (.+), and not for (\S+)\.$/,
      (names = "", domain = "") => `Es gilt für ${names} und nicht für ${domain}.`,
    ],
    [
      /^The certificate of “(.+)” is missing, which signed this one\./,
      (name = "") =>
        `Das Zertifikat von „${name}“ fehlt, mit dem dieses unterschrieben ist. Fügen Sie es hinzu: Es kommt vom Aussteller.`,
    ],
    [
      /^The certificate of “(.+)” in the chain has ended\.$/,
      (name = "") => `In der Kette ist das Zertifikat von „${name}“ abgelaufen.`,
    ],
  ],
});
