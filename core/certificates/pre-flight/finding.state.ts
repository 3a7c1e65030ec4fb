/** The one thing that keeps an authority from issuing. Codes are API. */
export const findingCodes = [
  "certificate.no_address",
  "certificate.address_elsewhere",
  "certificate.ipv6_elsewhere",
  "certificate.name_loop",
  "certificate.not_everywhere",
  "certificate.caa_forbids",
  "certificate.port_closed",
  "certificate.answer_hidden",
  "certificate.delegated_elsewhere",
  "certificate.tried_too_often",
  "certificate.issued_too_often",
  "certificate.domain_issued_too_often",
  "certificate.rate_limited",
] as const;
export type FindingCode = (typeof findingCodes)[number];

/** A record that is set or removed to put it right, as somebody would write it: its name whole. */
export interface RecordToSet {
  name: string;
  type: string;
  data: string;
}

export interface PreFlightFinding {
  code: FindingCode;
  /** The name that it is about. */
  name: string;
  /** What is there instead: an address, a server, the owner of CAA records, or what answered. */
  found: string | null;
  /** What puts it right in the DNS; both are empty where that is not done there. */
  removes: readonly RecordToSet[];
  adds: readonly RecordToSet[];
  /** The zone on our name servers in which that can be done from here; null: elsewhere. */
  zoneId: string | null;
  /** ISO; an authority is not asked before. */
  until: string | null;
}

/** Whether it can be put right from here, by a change of our own zone. */
export const isFixable = ({ zoneId, removes, adds }: PreFlightFinding): boolean =>
  zoneId !== null && removes.length + adds.length > 0;

/** What its sentence is made of. */
export type FindingFacts = Pick<PreFlightFinding, "name" | "found" | "until">;
export const factsOf = ({ name, found, until }: FindingFacts) => ({ name, found, until });
