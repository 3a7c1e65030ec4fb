import type { FindingCode, FindingFacts, PreFlightFinding } from "./finding.state.ts";

type Sentence = (finding: FindingFacts) => string;

const at = (until: string | null) => (until ?? "").slice(0, 16).replace("T", " ");

export const english: Readonly<Record<FindingCode, Sentence>> = {
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
  "certificate.domain_issued_too_often": ({ name, found, until }) =>
    `${name} and the names below it had ${found} certificates within a week. The next is had after ${at(until)} (UTC).`,
  "certificate.rate_limited": ({ until }) =>
    `The certificate authority takes no more orders for now. It goes on by itself after ${at(until)} (UTC).`,
};

/** A plain sentence that says what is wrong, and what to do. */
export const findingText = (finding: FindingFacts & Pick<PreFlightFinding, "code">): string =>
  english[finding.code](finding);
