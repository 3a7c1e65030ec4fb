import type { FindingCode, FindingFacts } from "#core/certificates/pre-flight/finding.state.ts";
import { english } from "#core/certificates/pre-flight/finding-text.state.ts";
import { dictionary } from "#web/lib/dictionary.ts";

const at = (until: string | null) => (until ?? "").slice(0, 16).replace("T", " ");

type Sentence = (facts: FindingFacts) => string;

/** What keeps a certificate from being ordered, and what to do, by its code. */
export const findingWords = dictionary<Readonly<Record<FindingCode, Sentence>>>({
  en: english,
  de: {
    "certificate.no_address": ({ name }) =>
      `${name} hat im DNS keine Adresse. Setzen Sie eine, die zu Ihrer Website führt.`,
    "certificate.address_elsewhere": ({ name, found }) =>
      `${name} führt zu ${found}, und dort ist Ihre Website nicht. Ändern Sie den Eintrag.`,
    "certificate.ipv6_elsewhere": ({ name, found }) =>
      `Unter der IPv6-Adresse von ${name}, ${found}, ist Ihre Website nicht. Entfernen Sie diesen AAAA-Eintrag.`,
    "certificate.name_loop": ({ name }) =>
      `Die CNAME-Einträge von ${name} führen im Kreis. Lassen Sie den Namen zu Ihrer Website führen.`,
    "certificate.not_everywhere": ({ name, found }) =>
      `Der Nameserver ${found} kennt ${name} noch nicht. Das dauert gewöhnlich ein paar Minuten.`,
    "certificate.caa_forbids": ({ name, found }) =>
      `Die CAA-Einträge von ${found} erlauben unserer Zertifizierungsstelle kein Zertifikat für ${name}.`,
    "certificate.port_closed": ({ name }) => `Unter ${name} antwortet niemand per http, auf Port 80.`,
    "certificate.answer_hidden": ({ name, found }) =>
      `Unter ${name} antwortet etwas anderes anstelle der Website, mit ${found}.`,
    "certificate.delegated_elsewhere": ({ name, found }) =>
      `Für ${name} antwortet ${found} und nicht unsere Nameserver. Lassen Sie die Domain zu unseren führen.`,
    "certificate.tried_too_often": ({ name, until }) =>
      `${name} wurde in einer Stunde zu oft versucht. Nach ${at(until)} (UTC) geht es von selbst weiter.`,
    "certificate.issued_too_often": ({ name, until }) =>
      `Für ${name} gab es in einer Woche zu viele Zertifikate. Das nächste gibt es nach ${at(until)} (UTC).`,
    "certificate.domain_issued_too_often": ({ name, found, until }) =>
      `Für ${name} und die Namen darunter gab es in einer Woche ${found} Zertifikate. Das nächste gibt es nach ${at(until)} (UTC).`,
    "certificate.rate_limited": ({ until }) =>
      `Die Zertifizierungsstelle nimmt gerade keine Bestellungen mehr an. Nach ${at(until)} (UTC) geht es von selbst weiter.`,
  },
});

export const saidFinding = (finding: FindingFacts & { code: FindingCode }): string =>
  findingWords[finding.code](finding);
