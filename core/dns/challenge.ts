import { setTimeout as delay } from "node:timers/promises";
import type { Ports } from "../kernel/operation.ts";
import type { ChangeSet } from "./change-set.state.ts";
import { ownerName } from "./domain-name.state.ts";
import { octetsOf, quotedOctets } from "./octets.state.ts";
import "./ports.ts";
import { type DnsRecord, ttlRange } from "./record.state.ts";
import "./zone-desk.ts";

/** A proof in the DNS that lives for minutes: it stands at the provider, and never among a zone's own records. */
export interface Challenge {
  /** The zone's name, which we host. */
  zone: string;
  /** Whole: `_acme-challenge.www.example.com`. */
  name: string;
  value: string;
}

const pauseMs = 500;

/**
 * Puts a proof up and waits until every name server of the zone answers with it. False when `waitMs` is over before:
 * call again, which asks for nothing twice.
 */
export async function putChallenge(
  { zoneDesk, authoritativeDns }: Pick<Ports, "zoneDesk" | "authoritativeDns">,
  challenge: Challenge,
  { waitMs }: { waitMs: number },
): Promise<boolean> {
  const until = performance.now() + waitMs;
  const isUp = async () => {
    const answers = await authoritativeDns.ask(challenge.name, "TXT");
    return answers.length > 0 && answers.every(({ values }) => values?.includes(challenge.value));
  };
  if (await isUp()) return true;
  await zoneDesk.change(challenge.zone, { adds: [recordOf(challenge)], removes: [] });
  while (!(await isUp())) {
    if (performance.now() + pauseMs > until) return false;
    await delay(pauseMs);
  }
  return true;
}

export async function removeChallenge({ zoneDesk }: Pick<Ports, "zoneDesk">, challenge: Challenge): Promise<void> {
  await zoneDesk.change(challenge.zone, { adds: [], removes: [recordOf(challenge)] });
}

const label = "_acme-challenge";

function recordOf({ zone, name, value }: Challenge): DnsRecord {
  const owner = ownerName(`${name}.`, { origin: zone, by: "file" });
  if (owner === undefined) throw new Error(`${name} is not in the zone ${zone}`);
  return { name: owner, type: "TXT", ttl: ttlRange.least, data: quotedOctets(octetsOf(value)) };
}

/** Proofs come and go beside the records of a zone, and are no drift. */
export const isChallenge = ({ name, type, ttl }: DnsRecord): boolean =>
  type === "TXT" && ttl === ttlRange.least && (name === label || name.startsWith(`${label}.`));

/** A change without what is only passing by. */
export const withoutChallenges = ({ removes, adds }: ChangeSet): ChangeSet => ({
  removes: removes.filter((record) => !isChallenge(record)),
  adds: adds.filter((record) => !isChallenge(record)),
});
