import { domainToASCII } from "node:url";
import { and, desc, eq, ilike, inArray, isNotNull, isNull, lt, lte, ne, or } from "drizzle-orm";
import { z } from "zod";
import { hostNameOf, shownHost } from "../hosting/index.ts";
import { newToken } from "../identity/index.ts";
import { type Actor, accountOf } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound, violates } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { requestCancel, start } from "../kernel/long-operation/plan.ts";
import { command, query } from "../kernel/operation.ts";
import { PageInput, PageOf, page } from "../kernel/page.ts";
import { only } from "../kernel/rows.ts";
import { domain } from "./domain.sql.ts";
import { domainStates, externalMax, mayManage, mayRead, registrars } from "./domain.state.ts";
import { registrarJob } from "./job.sql.ts";
import { provePlan } from "./proof-plan.ts";
import { ProofRecord, proofOf } from "./proof-record.ts";

export type DomainRow = typeof domain.$inferSelect;

export const Domain = z
  .object({
    id: Id("domain"),
    accountId: Id("account"),
    name: z.string(),
    /** As people write it: `größe.example` for `xn--gre-6ka8i.example`. */
    shown: z.string(),
    registrar: z.enum(registrars),
    state: z.enum(domainStates),
    provenAt: z.date().nullable(),
    /** What has to stand in its DNS before it counts. */
    proof: ProofRecord.nullable(),
    ownerContactId: Id("domainContact").nullable(),
    nameServers: z.array(z.string()),
    /** Nobody else may transfer it away. */
    locked: z.boolean(),
    autoRenew: z.boolean(),
    /** Whether the registry hides who holds it; null where there is no such thing. */
    privacy: z.boolean().nullable(),
    /** Whether its answers are signed, and the registry says with which key. */
    dnssec: z.boolean(),
    registeredAt: z.date().nullable(),
    expiresAt: z.date().nullable(),
    createdAt: z.date(),
  })
  .meta({ id: "Domain" });
export type Domain = z.infer<typeof Domain>;
export const DomainPage = PageOf(Domain);

const byDomain = z.object({ domainId: Id("domain") });

export const list = query({
  name: "domain.list",
  input: z.object({
    ...PageInput,
    search: z.string().trim().max(253).optional(),
    state: z.enum(domainStates).optional(),
    /** Those that are registered here and end by then. */
    expiresWithinDays: z.coerce.number<number>().int().min(1).max(3_650).optional(),
    /** For staff; members see one account anyway. */
    accountId: Id("account").optional(),
  }),
  allow: mayRead,
  async run({ tx, ctx }, { limit, cursor, search, state, expiresWithinDays, accountId }) {
    const rows = await tx
      .select()
      .from(domain)
      .where(
        and(
          cursor ? lt(domain.id, cursor as DomainRow["id"]) : undefined,
          search ? like(search) : undefined,
          // What is over is shown to whoever asks for it.
          state ? eq(domain.state, state) : ne(domain.state, "ended"),
          expiresWithinDays ? endsBy(new Date(ctx.now().getTime() + expiresWithinDays * 86_400_000)) : undefined,
          accountId ? eq(domain.accountId, accountId) : undefined,
        ),
      )
      .orderBy(desc(domain.id))
      .limit(limit + 1);
    return page(rows, limit, toDomain);
  },
});

const endsBy = (at: Date) => and(eq(domain.registrar, "autodns"), lte(domain.expiresAt, at));

/** Names are kept in ASCII, and looked for as people write them. */
const like = (search: string) => {
  const written = search.toLowerCase();
  const patterns = [...new Set([written, domainToASCII(written)])].filter((text) => text !== "");
  return or(...patterns.map((text) => ilike(domain.name, `%${text.replaceAll(/[\\%_]/g, "\\$&")}%`)));
};

export const get = query({
  name: "domain.get",
  input: byDomain,
  allow: mayRead,
  async run({ tx }, { domainId }) {
    return toDomain(await domainById(tx, domainId));
  },
});

/** Writes down a name that the customer holds elsewhere. It counts for nobody until a record in its DNS shows whose it is. */
export const addExternalDomain = command({
  name: "domain.add",
  input: z.object({ name: z.string().max(300) }),
  allow: mayManage,
  async run({ tx, ctx }, { name: written }) {
    const accountId = accountOf(ctx.actor);
    demandWholeAccount(ctx.actor);
    if (!accountId) throw new DomainError("conflict", "domain.no_account", "Add domains for an account.");
    const checked = hostNameOf(written, ctx.ports.addresses);
    if ("problem" in checked) {
      const { problem } = checked;
      throw new DomainError("invalid", "domain.invalid", problem, { fields: [{ path: "name", message: problem }] });
    }
    const external = and(eq(domain.accountId, accountId), eq(domain.registrar, "external"), isNull(domain.endedAt));
    if ((await tx.$count(domain, external)) >= externalMax)
      throw new DomainError(
        "conflict",
        "domain.too_many",
        `There are ${externalMax} domains of other registrars already.`,
      );
    const row = only(
      await tx
        .insert(domain)
        .values({
          ...{ id: newId("domain"), accountId, name: checked.name, registrar: "external", state: "unproven" },
          challenge: `rookery=${newToken().reveal()}`,
          ...{ nameServers: [], locked: false, autoRenew: false, createdAt: ctx.now() },
        })
        .returning()
        .catch((error: unknown) => {
          throw violates(error, "domain_of_account") ? known(error) : error;
        }),
    );
    const looking = await start(tx, ctx, provePlan, { subject: row.id, accountId });
    return {
      value: toDomain(row),
      audit: { target: row.id, accountId, after: { name: row.name } },
      events: [looking.event],
    };
  },
});

/** Domains are the account's: whoever sees chosen websites of it alone sees and adds none. */
export function demandWholeAccount(actor: Actor): void {
  if (!("serviceIds" in actor) || !actor.serviceIds) return;
  const message = "Domains are of the whole account. You see chosen websites of it alone.";
  throw new DomainError("forbidden", "domain.chosen_services", message);
}

const known = (cause: unknown) =>
  new DomainError("conflict", "domain.known", "This domain is in your account already.", { cause });

/** It stays registered where it is; here nothing is known of it any more. */
export const removeExternalDomain = command({
  name: "domain.remove",
  input: byDomain,
  allow: mayManage,
  async run({ tx, ctx }, { domainId }) {
    const before = await lock(tx, domainId);
    if (before.registrar !== "external")
      throw new DomainError(
        "conflict",
        "domain.registered_here",
        "A domain that is registered with us cannot be removed.",
      );
    if ((await tx.$count(registrarJob, and(eq(registrarJob.domainId, domainId), isNull(registrarJob.endedAt)))) > 0)
      throw new DomainError("conflict", "domain.under_way", "It is on its way here: cancel its order first.");
    const after = await update(tx, domainId, { state: "ended", endedAt: ctx.now() });
    const looking = await requestCancel(tx, { subject: domainId, kind: provePlan.kind }, ctx.now());
    return {
      value: toDomain(after),
      audit: { target: domainId, accountId: before.accountId, before: { name: before.name } },
      events: looking ? [looking] : [],
    };
  },
});

export async function lock(tx: Tx, id: Id<"domain">): Promise<DomainRow> {
  const [row] = await tx
    .select()
    .from(domain)
    .where(and(eq(domain.id, id), isNull(domain.endedAt)))
    .for("update");
  if (!row) throw notFound("domain");
  return row;
}

export const update = async (tx: Tx, id: Id<"domain">, change: Partial<DomainRow>): Promise<DomainRow> =>
  only(await tx.update(domain).set(change).where(eq(domain.id, id)).returning());

export async function domainById(tx: Tx, id: Id<"domain">): Promise<DomainRow> {
  const [row] = await tx.select().from(domain).where(eq(domain.id, id));
  if (!row) throw notFound("domain");
  return row;
}

/** The proven domain of an account that a name is, or is below; of several the nearest. */
export async function findOwnDomain(tx: Tx, accountId: Id<"account">, name: string): Promise<DomainRow | undefined> {
  const labels = name.split(".");
  const names = labels.slice(0, -1).map((_, from) => labels.slice(from).join("."));
  if (names.length === 0) return undefined;
  const rows = await tx
    .select()
    .from(domain)
    .where(
      and(
        ...[eq(domain.accountId, accountId), inArray(domain.name, names)],
        ...[isNotNull(domain.provenAt), isNull(domain.endedAt)],
      ),
    );
  return rows.toSorted((one, other) => other.name.length - one.name.length)[0];
}

export function toDomain(row: DomainRow): Domain {
  const { id, accountId, name, registrar, state, provenAt, ownerContactId, nameServers, locked } = row;
  const { autoRenew, privacy, dnssec, registeredAt, expiresAt, createdAt } = row;
  return {
    ...{ id, accountId, name, shown: shownHost(name), registrar, state, provenAt, proof: proofOf(row) },
    ...{
      ownerContactId,
      nameServers: [...nameServers],
      locked,
      autoRenew,
      privacy,
      dnssec,
      registeredAt,
      expiresAt,
      createdAt,
    },
  };
}
