import type { Certificate } from "#web/data/certificates.ts";
import type { Domain } from "#web/data/domains.ts";
import type { Tone } from "#web/ui/status.tsx";
import { text } from "./certificates.text.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** What is not renewed by itself is pointed out that early. */
const soonMs = 30 * dayMs;

export const isBrought = ({ method }: Pick<Certificate, "method">): boolean => method === "manual";
export const isOver = ({ notAfter }: Certificate, now: number): boolean =>
  notAfter !== null && Date.parse(notAfter) <= now;

/** A name as people write it: below a domain that is spelled in another script, too. */
export const shownName = (name: string, domain: Pick<Domain, "name" | "shown">): string =>
  name.endsWith(domain.name) ? `${name.slice(0, -domain.name.length)}${domain.shown}` : name;

/** Enough of them to know it by. */
const namesShown = 3;

export function namesOf({ names }: Pick<Certificate, "names">, domain: Pick<Domain, "name" | "shown">): string {
  const shown = names.slice(0, namesShown).map((name) => shownName(name, domain));
  return text.names(shown.join(", "), names.length - shown.length);
}

/** In one unit, rounded down: nobody is told of a day that there is not. */
export function spanOf(ms: number): string {
  return ms < 2 * dayMs ? text.hours(Math.max(0, Math.floor(ms / hourMs))) : text.days(Math.floor(ms / dayMs));
}

/** How it is, in a word. */
export function stateOf(certificate: Certificate, now: number): { tone: Tone; word: string } {
  const { state, notAfter, failure, underWay, request } = certificate;
  if (state === "failed") return { tone: "bad", word: text.states.failed };
  if (state === "requested")
    return request === null || !isBrought(certificate)
      ? { tone: "run", word: text.states.requested }
      : { tone: "warn", word: text.states.awaited };
  if (isOver(certificate, now)) return { tone: "bad", word: text.states.over };
  if (underWay) return { tone: "run", word: text.states.renewing };
  if (failure) return { tone: "warn", word: text.states.failing };
  const soon = isBrought(certificate) && notAfter !== null && Date.parse(notAfter) - now < soonMs;
  return soon ? { tone: "warn", word: text.states.ending } : { tone: "ok", word: text.states.valid };
}
