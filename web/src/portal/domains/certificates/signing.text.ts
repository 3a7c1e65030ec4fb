import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Make a signing request",
    about: (domain: string) =>
      `For names of ${domain}. We make the key and keep it; you send the request to an authority, and upload what it gives you.`,
    names: "Names, one in each line",
    namesHint: (domain: string) => `*.${domain} stands for all names right below it.`,
    invalid: (name: string) => `${name} is no host name.`,
    elsewhere: (name: string, domain: string) => `${name} is not in ${domain}.`,
    missing: "Enter a name.",
    tooMany: (most: number) => `${most} names at most.`,
    submit: "Make request",
    shownTitle: "Signing request",
    shownAbout: "Send this to your authority. It holds no secret, and stays here until its certificate is uploaded.",
    request: "Request",
    copy: "Copy",
    copied: "Copied",
    download: "Download",
    upload: "Upload its certificate",
    close: "Close",
  },
  de: {
    title: "Anforderung erzeugen",
    about: (domain) =>
      `Für Namen von ${domain}. Wir erzeugen den Schlüssel und behalten ihn; Sie schicken die Anforderung einer Zertifizierungsstelle und laden hoch, was Sie von ihr bekommen.`,
    names: "Namen, in jeder Zeile einer",
    namesHint: (domain) => `*.${domain} steht für alle Namen direkt darunter.`,
    invalid: (name) => `${name} ist kein Hostname.`,
    elsewhere: (name, domain) => `${name} gehört nicht zu ${domain}.`,
    missing: "Geben Sie einen Namen ein.",
    tooMany: (most) => `Höchstens ${most} Namen.`,
    submit: "Anforderung erzeugen",
    shownTitle: "Anforderung",
    shownAbout:
      "Schicken Sie das Ihrer Zertifizierungsstelle. Es enthält nichts Geheimes und bleibt hier, bis das Zertifikat dazu hochgeladen ist.",
    request: "Anforderung",
    copy: "Kopieren",
    copied: "Kopiert",
    download: "Herunterladen",
    upload: "Zertifikat dazu hochladen",
    close: "Schließen",
  },
});
