/** Why a record cannot be kept. Codes are API. */
const english = {
  "record.type": "Records of this type cannot be kept here.",
  "record.name": "Enter a name inside this domain: letters, digits, hyphens and underscores between dots.",
  "record.ttl": "Choose a time to live between one minute and a week.",
  "record.unreadable": "A quote is not closed, or a backslash stands before nothing that it could mean.",
  "record.too_few": "Something is missing at the end.",
  "record.too_many": "There is more here than this type of record has.",
  "record.too_long": "This is longer than a record can be.",
  "data.ipv4": "Enter an IPv4 address such as 203.0.113.7.",
  "data.ipv6": "Enter an IPv6 address such as 2001:db8::7.",
  "data.number": "Enter a whole number in the range that this field has.",
  "data.target": "Enter the name of a host, such as server.example.com.",
  "data.target_is_address": "Enter the name of a host here, not an address: make an A or AAAA record for the address.",
  "data.hex": "Enter hexadecimal digits, as many as this algorithm makes.",
  "data.text_empty": "Enter a text.",
  "data.caa_tag": "Enter a property such as issue, issuewild or iodef.",
  "data.caa_issuer": 'Enter the domain of a certificate authority, such as letsencrypt.org, or ";" for none.',
  "data.caa_address": "Enter an address that begins with mailto: or https://.",
  "data.parameter": "Enter parameters such as alpn=h2,h3 or port=8443, each one once.",
  "data.parameter_alias": "Priority 0 leads to another name altogether: it takes no parameters.",
  "data.mx_none": 'A "." takes no mail at all, and goes with preference 0.',
} as const;

export type RecordProblem = keyof typeof english;

const german: Record<RecordProblem, string> = {
  "record.type": "Einträge dieses Typs können hier nicht gespeichert werden.",
  "record.name":
    "Geben Sie einen Namen in dieser Domain ein: Buchstaben, Ziffern, Binde- und Unterstriche zwischen Punkten.",
  "record.ttl": "Wählen Sie eine Lebensdauer zwischen einer Minute und einer Woche.",
  "record.unreadable":
    "Ein Anführungszeichen ist nicht geschlossen, oder ein Backslash steht vor nichts, was er bedeuten könnte.",
  "record.too_few": "Am Ende fehlt etwas.",
  "record.too_many": "Hier steht mehr, als dieser Typ hat.",
  "record.too_long": "Das ist länger, als ein Eintrag sein kann.",
  "data.ipv4": "Geben Sie eine IPv4-Adresse wie 203.0.113.7 ein.",
  "data.ipv6": "Geben Sie eine IPv6-Adresse wie 2001:db8::7 ein.",
  "data.number": "Geben Sie eine ganze Zahl im Bereich dieses Feldes ein.",
  "data.target": "Geben Sie den Namen eines Hosts ein, zum Beispiel server.example.com.",
  "data.target_is_address":
    "Hier steht der Name eines Hosts, keine Adresse: Legen Sie für die Adresse einen A- oder AAAA-Eintrag an.",
  "data.hex": "Geben Sie hexadezimale Ziffern ein, so viele, wie dieses Verfahren ergibt.",
  "data.text_empty": "Geben Sie einen Text ein.",
  "data.caa_tag": "Geben Sie eine Eigenschaft wie issue, issuewild oder iodef ein.",
  "data.caa_issuer":
    'Geben Sie die Domain einer Zertifizierungsstelle ein, zum Beispiel letsencrypt.org, oder ";" für keine.',
  "data.caa_address": "Geben Sie eine Adresse ein, die mit mailto: oder https:// beginnt.",
  "data.parameter": "Geben Sie Parameter wie alpn=h2,h3 oder port=8443 ein, jeden nur einmal.",
  "data.parameter_alias": "Priorität 0 führt ganz zu einem anderen Namen: Sie hat keine Parameter.",
  "data.mx_none": "Ein «.» nimmt gar keine E-Mail an und steht mit Präferenz 0.",
};

/** A sentence that says what to do. */
export const recordProblem = (code: RecordProblem, language: "en" | "de" = "en"): string =>
  (language === "de" ? german : english)[code];
