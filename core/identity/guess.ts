import { z } from "zod";
import type { Ctx } from "../kernel/operation.ts";
import type { RateLimit, Wanted } from "../kernel/rate-limit.ts";
import { peopleOfDevice } from "./device.sql.ts";
import { digestOf } from "./token.ts";

const minute = 60;
const hour = 60 * minute;
const limit = (name: string, tokens: number, perSeconds: number): RateLimit => ({ name, tokens, perSeconds });

/** The longer somebody guesses, the longer each next guess waits: a minute and a half, then six, then a quarter of an hour. */
const byStrangers = [
  limit("guess", 10, 15 * minute),
  limit("guess-hours", 30, 3 * hour),
  limit("guess-day", 100, 24 * hour),
];
const byNetwork = limit("guess-address", 30, 5 * minute);
/** Nobody else can use these up: only who has signed in as this person in that browser. */
const byKnownBrowser = [limit("guess-known", 20, 15 * minute), limit("guess-known-day", 100, 24 * hour)];

export interface Guess {
  wanted: readonly Wanted[];
  /** Given back when the password was right. */
  backWhenRight: readonly Wanted[];
}

const Found = z.array(z.object({ email: z.string() }));

/**
 * What it takes to try a password. Browsers that this person has not signed in on share what there is for the address,
 * so that they can lock each other out and nobody else. It does the same for addresses that nobody has.
 */
export async function guessed(
  { db, client }: Pick<Ctx, "db" | "client">,
  email: string,
  network: string,
): Promise<Guess> {
  const whose = email.toLowerCase();
  const device = client?.device && digestOf(client.device);
  const people = device ? Found.parse(await db.byDigest({ role: "visitor" }, peopleOfDevice, device)) : [];
  if (device && people.some((person) => person.email === whose)) {
    const subject = `${whose} ${device.toString("base64url")}`;
    return { wanted: byKnownBrowser.map((each) => ({ limit: each, subject })), backWhenRight: [] };
  }
  const shared = byStrangers.map((each) => ({ limit: each, subject: whose }));
  return { wanted: [{ limit: byNetwork, subject: network }, ...shared], backWhenRight: shared };
}
