import { eq } from "drizzle-orm";
import { z } from "zod";
import * as Dns from "../../dns/index.ts";
import { Id } from "../../kernel/id.ts";
import type { Failure, StepResult, StepScope } from "../../kernel/long-operation/plan.ts";
import { type Ctx, command, query } from "../../kernel/operation.ts";
import { acmeAccount, certificate } from "../certificate.sql.ts";
import type { ChallengeMethod } from "../certificate.state.ts";
import { lock } from "../certificate-rows.ts";
import { changeMethod } from "../order.ts";
import { factsOf, type PreFlightFinding } from "./finding.state.ts";
import { findingText } from "./finding-text.state.ts";
import { type Limit, limitsOf } from "./limits.ts";
import { type Found, look, type Place, type Surroundings } from "./look.ts";
import { remedy } from "./remedy.ts";

export interface PreFlight {
  placeOf: Surroundings["placeOf"];
  answerOf?: Surroundings["answerOf"];
  /** Whether we set the records of all these names. */
  haveZones(names: readonly string[]): Promise<boolean>;
  /** Until it is looked again, while somebody else has to do something. */
  waitSeconds: number;
}

const Finding = z.custom<PreFlightFinding>();
const byCertificate = z.object({ certificateId: Id("certificate") });

export const facts = query({
  name: "certificate.facts",
  input: byCertificate,
  allow: { system: true },
  async run({ tx, ctx }, { certificateId }) {
    const [row] = await tx.select().from(certificate).where(eq(certificate.id, certificateId));
    if (!row) return undefined;
    const accounts = await tx.select({ directory: acmeAccount.directory, url: acmeAccount.url }).from(acmeAccount);
    const limits = await limitsOf(tx, row, ctx.ports.certificateAuthorities, ctx.now());
    return { row, limits, accountUrls: new Map(accounts.map(({ directory, url }) => [directory, url])) };
  },
});

/** The zone of ours that a name is in, and who holds it. */
const zoneAround = query({
  name: "certificate.zone_around",
  input: z.object({ accountId: Id("account"), name: z.string() }),
  allow: { system: true },
  async run({ tx }, { accountId, name }) {
    const zone = await Dns.zoneFor(tx, accountId, name);
    return zone?.hosted === "rookery" ? { name: zone.name, nameServers: [...zone.nameServers] } : undefined;
  },
});

/** Writes down what keeps a certificate from being ordered, or that nothing does any more. */
export const noteFinding = command({
  name: "certificate.note_finding",
  input: byCertificate.extend({ finding: Finding.nullable() }),
  allow: { system: true },
  async run({ tx }, { certificateId, finding }) {
    const row = await lock(tx, certificateId);
    const failure = { failureCode: finding?.code ?? null, failureMessage: finding ? findingText(finding) : null };
    await tx
      .update(certificate)
      .set({ finding, ...failure })
      .where(eq(certificate.id, certificateId));
    if (row.finding?.code === finding?.code) return { value: null, audit: "unchanged", events: [] };
    const after = { host: finding?.name ?? row.names.join(", ") };
    return { value: null, audit: { target: certificateId, accountId: row.accountId, after }, events: [] };
  },
});

export async function issuersOf(ctx: Ctx, urls: ReadonlyMap<string, string | null>): Promise<Surroundings["issuers"]> {
  return Promise.all(
    ctx.ports.certificateAuthorities.map(async (authority) => ({
      directory: authority.directory,
      identities: await authority.caaIdentities().catch(() => []),
      accountUrl: urls.get(authority.directory) ?? undefined,
    })),
  );
}

/**
 * Looks, before an authority is asked, at what it would find: one that says no counts the try. Whatever is wrong is waited
 * for, and named; where a name's page is not reached and its DNS is kept here, a record shows whose it is. `refused` are
 * the authorities that a name's own records refuse, and those that would only count another try.
 */
export async function preFlight(
  { ctx, operation, log }: StepScope,
  certificateId: Id<"certificate">,
  { placeOf, answerOf, haveZones, waitSeconds }: PreFlight,
): Promise<{ wait: StepResult } | { refused: readonly string[] }> {
  const known = await facts(ctx, { certificateId });
  if (!known || known.row.method === "manual") return { refused: [] };
  const { row, limits } = known;
  if (row.finding && isHeldBack(row.finding, ctx.now())) return { wait: waitingFor(row.finding, ctx.now()) };
  const { names } = row;
  const ageSeconds = (ctx.now().getTime() - operation.createdAt.getTime()) / 1000;
  const { around, withRemedy } = await surroundingsOf(ctx, known, { placeOf, answerOf, ageSeconds });
  const method: ChallengeMethod = known.row.method;
  const isWild = names.some((name) => name.startsWith("*."));
  const haveOwn = isWild || method === "http-01" || (await haveZones(names));
  const first = await look(names, haveOwn ? method : "http-01", around);
  let { found, refused } = first;
  const { limit } = left(limits, refused, around.issuers);
  if (found && method === "http-01" && !limit && (await haveZones(names))) {
    const other = await look(names, "dns-01", around);
    if (!other.found) {
      log(`${findingText(shown(found))} A record is set instead`);
      await changeMethod(ctx, { certificateId, method: "dns-01" });
      ({ found, refused } = other);
    } else if (other.found.code !== "certificate.delegated_elsewhere") {
      // Without it a record would do, and no page has to be reached.
      found = other.found;
    }
  }
  const others = left(limits, refused, around.issuers);
  const finding = found ? await withRemedy(found) : others.limit && limited(others.limit);
  if (!finding) {
    if (row.finding) await noteFinding(ctx, { certificateId, finding: null });
    for (const [directory, one] of limits) log(`${new URL(directory).host}: ${findingText(limited(one))}`);
    return { refused: others.refused };
  }
  if (JSON.stringify(finding) !== JSON.stringify(row.finding)) await noteFinding(ctx, { certificateId, finding });
  if (operation.waitingCode !== finding.code) log(findingText(finding));
  return { wait: waitingFor(finding, ctx.now(), waitSeconds) };
}

type Known = NonNullable<Awaited<ReturnType<typeof facts>>>;
interface Asked extends Pick<PreFlight, "placeOf" | "answerOf"> {
  ageSeconds: number;
}

/** What is looked at, and how what is wrong there is put right. */
export async function surroundingsOf(
  ctx: Ctx,
  { row: { accountId, chain }, accountUrls }: Known,
  { placeOf, answerOf, ageSeconds }: Asked,
) {
  const places = new Map<string, Place | undefined>();
  const around: Surroundings = {
    dns: ctx.ports.authoritativeDns,
    issuers: await issuersOf(ctx, accountUrls),
    async placeOf(name) {
      if (!places.has(name)) places.set(name, await placeOf(name));
      return places.get(name);
    },
    ...(answerOf && { answerOf }),
    zoneOf: (name) => zoneAround(ctx, { accountId, name }),
    ...{ isRenewal: chain !== null, ageSeconds },
  };
  const withRemedy = ({ identity, ...wrong }: Found): Promise<PreFlightFinding> => {
    const host = places.get(wrong.name)?.host ?? null;
    return remedy(ctx, { accountId, ...wrong, host, ...(identity !== undefined && { identity }) });
  };
  return { around, withRemedy };
}

/** What an authority alone has seen we would not find: it is not asked again before records could have changed. */
export const isHeldBack = ({ code, until }: PreFlightFinding, now: Date): boolean =>
  code === "certificate.caa_forbids" && until !== null && new Date(until) > now;

export function waitingFor(finding: PreFlightFinding, now: Date, waitSeconds = 0): StepResult {
  const seconds = finding.until === null ? waitSeconds : secondsUntil(finding.until, now);
  return { done: false, waitSeconds: seconds, waitingFor: reasonOf(finding) };
}

/** Where every authority that the names let issue is at its limit: the one that is the first to go on. */
export function left(
  limits: ReadonlyMap<string, Limit>,
  refused: readonly string[],
  authorities: readonly { directory: string }[],
): { limit: Limit | undefined; refused: string[] } {
  const all = [...new Set([...refused, ...limits.keys()])];
  const isLeft = authorities.some(({ directory }) => !all.includes(directory));
  const waitedFor = [...limits].filter(([directory]) => !refused.includes(directory)).map(([, limit]) => limit);
  const [limit] = isLeft ? [] : waitedFor.toSorted((one, other) => one.until.localeCompare(other.until));
  return { limit, refused: all };
}

export const limited = (limit: Limit): PreFlightFinding => ({ ...shown(limit), until: limit.until });

/** The same in every language: its sentence in English, and what it is about. */
export const reasonOf = (finding: PreFlightFinding): Failure => ({
  ...{ code: finding.code, message: findingText(finding) },
  about: factsOf(finding),
});

export const shown = ({ code, name, found }: Found): PreFlightFinding => ({
  ...{ code, name, found },
  ...{ removes: [], adds: [], zoneId: null, until: null },
});

const longestWaitSeconds = 6 * 3_600;
const secondsUntil = (until: string, now: Date): number =>
  Math.min(Math.max(Math.ceil((Date.parse(until) - now.getTime()) / 1000), 1), longestWaitSeconds);
