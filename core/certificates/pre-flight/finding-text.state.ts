import type { FindingCode, PreFlightFinding } from "./finding.state.ts";

type Sentence = (finding: Pick<PreFlightFinding, "name" | "found" | "until">) => string;

const at = (until: string | null) => (until ?? "").slice(0, 16).replace("T", " ");

const english: Record<FindingCode, Sentence> = {
  "certificate.no_address": ({ name }) => `${name} has no address in the DNS. Set one that leads to your website.`,
  "certificate.address_elsewhere": ({ name, found }) =>
    `${name} leads to ${found}, which is not where your website is. Change its record.`,
  "certificate.ipv6_elsewhere": ({ name, found }) =>
    `The IPv6 address of ${name}, ${found}, is not where your website is. Remove that AAAA record.`,
  "certificate.name_loop": ({ name }) => `The CNAME records of ${name} lead in a circle. Let it lead to your website.`,
  "certificate.not_everywhere": ({ name, found }) =>
    `The name server ${found} does not know ${name} yet. That takes a few minutes as a rule.`,
  "certificate.caa_forbids": ({ name, found }) =>
    `The CAA records of ${found} do not let our certificate authority issue for ${name}.`,
  "certificate.port_closed": ({ name }) => `Nobody answers http at ${name}, on port 80.`,
  "certificate.answer_hidden": ({ name, found }) =>
    `Something before the website answers in its place at ${name}, with ${found}.`,
  "certificate.delegated_elsewhere": ({ name, found }) =>
    `${found} answers for ${name}, and not our name servers. Have the domain lead to ours.`,
  "certificate.tried_too_often": ({ name, until }) =>
    `${name} was tried too often within an hour. It goes on by itself after ${at(until)} (UTC).`,
  "certificate.issued_too_often": ({ name, until }) =>
    `There were too many certificates for ${name} within a week. The next is had after ${at(until)} (UTC).`,
  "certificate.rate_limited": ({ until }) =>
    `The certificate authority takes no more orders for now. It goes on by itself after ${at(until)} (UTC).`,
};

const german: Record<FindingCode, Sentence> = {
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
  "certificate.rate_limited": ({ until }) =>
    `Die Zertifizierungsstelle nimmt gerade keine Bestellungen mehr an. Nach ${at(until)} (UTC) geht es von selbst weiter.`,
};

/** A plain sentence that says what is wrong, and what to do. */
export const findingText = (finding: PreFlightFinding, language: "en" | "de" = "en"): string =>
  (language === "de" ? german : english)[finding.code](finding);
