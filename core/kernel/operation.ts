import { z } from "zod";
import { type Access, type Actor, authorize, demandConfirmed, demandOwnSignIn } from "./actor.ts";
import type { Db, TransactionOptions, Tx, Viewer } from "./db.ts";
import { type Id, newId } from "./id.ts";
import { auditLog, auditPersonal, outbox } from "./kernel.sql.ts";
import { type Personal, subjectOf, withhold } from "./personal.ts";
import type { Secret } from "./secret.ts";

/** Ports to the outside. Each module adds its own by declaration merging, so that the kernel knows none of them. */
// biome-ignore lint/suspicious/noEmptyInterface: modules merge their ports into it
export interface Ports {}

export interface StoredEvent {
  id: Id<"event">;
  type: string;
  subject: string;
  dueAt: Date;
}

/** What a person's request says of the machine it comes from. */
export interface Client {
  readonly address: string;
  /** As it was sent, cut to a length that can be stored. */
  readonly userAgent: string;
  /** The tokens in its cookies: of the session, and of the browser. */
  readonly session?: Secret<string> | undefined;
  readonly device?: Secret<string> | undefined;
  /** Of a sign-in that is half done. */
  readonly signIn?: Secret<string> | undefined;
  readonly passkey?: Secret<string> | undefined;
}

export interface Ctx {
  readonly actor: Actor;
  /** Missing in what the platform does by itself. */
  readonly client?: Client;
  /** When whoever is signed in last showed who they are. */
  readonly confirmedAt?: Date;
  readonly requestId: string;
  readonly db: Db;
  readonly now: () => Date;
  readonly ports: Ports;
  /** Hands committed events to the queues. Never throws: what it cannot send, the sweep sends. */
  readonly announce: (events: readonly StoredEvent[]) => Promise<void>;
  /** Hears of each command's change when it is committed. Never throws. */
  readonly committed?: (change: Committed) => void;
}

export interface Committed {
  /** The name of the command. */
  action: string;
  audit: Audit;
}

export interface DomainEvent<T extends string = string> {
  type: T;
  subject: string;
  /** Deliver no earlier; at once when omitted. */
  dueAt?: Date;
}

/** Written in the command's own transaction. `before` and `after` must not hold secrets. */
export interface Audit {
  target: string;
  accountId?: Id<"account"> | undefined;
  before?: unknown;
  after?: unknown;
}

export interface Change<O> {
  value: O;
  audit: Audit;
  events: readonly DomainEvent[];
}
export type Outcome<O> =
  | Change<O>
  /** Looked, and left everything as it was: there is nothing to tell. */
  | { value: O; audit: "unchanged"; events: readonly [] };

interface Spec<I extends z.ZodType> {
  /** `noun.verb`: also the audit action and the OpenAPI operationId. */
  name: string;
  input: I;
  allow: Access;
  /** So dangerous that whoever is signed in has to have shown lately who they are. */
  confirm?: true;
}

/** What a body gets: no `db`, because reaching around the transaction would reach around the tenant. */
export interface Scope {
  tx: Tx;
  ctx: Omit<Ctx, "db" | "announce" | "committed">;
}

export interface Operation<I extends z.ZodType, O> extends Spec<I> {
  kind: "command" | "query";
  (ctx: Ctx, input: z.input<I>): Promise<O>;
}

function viewerOf(actor: Actor): Viewer {
  switch (actor.type) {
    case "person":
      return { role: "tenant", personId: actor.personId };
    case "member":
    case "acting":
    case "key":
      return { ...actor, role: "tenant" };
    case "anonymous":
      return { role: "visitor" };
    case "staff":
    case "system":
    case "webhook":
      return { role: "platform" };
  }
}

const scoped = <T>(ctx: Ctx, run: (scope: Scope) => Promise<T>, options?: TransactionOptions): Promise<T> => {
  const { db, announce: _, committed: __, ...rest } = ctx;
  return db.transaction(viewerOf(ctx.actor), (tx) => run({ tx, ctx: rest }), options);
};

const reading = <T>(ctx: Ctx, run: (scope: Scope) => Promise<T>): Promise<T> => scoped(ctx, run, { readOnly: true });

function define<I extends z.ZodType, O>(
  kind: Operation<I, O>["kind"],
  spec: Spec<I>,
  call: (ctx: Ctx, input: z.output<I>) => Promise<O>,
): Operation<I, O> {
  const operation = async (ctx: Ctx, input: z.input<I>) => {
    authorize(ctx.actor, spec.allow);
    if (spec.confirm && spec.allow.person) demandOwnSignIn(ctx.actor);
    if (spec.confirm) demandConfirmed(ctx.actor, ctx.confirmedAt, ctx.now());
    const parsed = spec.input.parse(input);
    try {
      return await call(ctx, parsed);
    } catch (error) {
      // Only input is anybody's own mistake; what does not parse further in is ours.
      if (error instanceof z.ZodError)
        throw new Error(`${spec.name} met data of an unexpected shape`, { cause: error });
      throw error;
    }
  };
  Object.defineProperty(operation, "name", { value: spec.name });
  return Object.assign(operation, { kind, input: spec.input, allow: spec.allow, confirm: spec.confirm }) as Operation<
    I,
    O
  >;
}

/** A read. Its rows are those that Postgres shows to the actor. */
export const query = /* @__NO_SIDE_EFFECTS__ */ <I extends z.ZodType, O>(
  spec: Spec<I> & { run(scope: Scope, input: z.output<I>): Promise<O> },
): Operation<I, O> => define("query", spec, (ctx, input) => reading(ctx, (scope) => spec.run(scope, input)));

/** A change: rows, audit and events are committed together or not at all. */
export const command = /* @__NO_SIDE_EFFECTS__ */ <I extends z.ZodType, O>(
  spec: Spec<I> & { run(scope: Scope, input: z.output<I>): Promise<Outcome<O>> },
): Operation<I, O> =>
  define("command", spec, (ctx, input) => commit(ctx, spec.name, (scope) => spec.run(scope, input)));

/**
 * A change with a call to a provider in its middle. `intend` records what is wanted, `perform` calls the provider outside
 * any transaction (it must be safe to repeat: give the provider an idempotency key made of our ids), `settle` records
 * the result. A crash between them is repaired by running the whole command again.
 */
export const providerCommand = /* @__NO_SIDE_EFFECTS__ */ <I extends z.ZodType, N, R, O>(
  spec: Spec<I> & {
    intend(scope: Scope, input: z.output<I>): Promise<N>;
    perform(ports: Ports, intent: N): Promise<R>;
    settle(scope: Scope, intent: N, result: R): Promise<Outcome<O>>;
  },
): Operation<I, O> =>
  define("command", spec, async (ctx, input) => {
    const intent = await scoped(ctx, (scope) => spec.intend(scope, input));
    const result = await spec.perform(ctx.ports, intent);
    return commit(ctx, spec.name, (scope) => spec.settle(scope, intent, result));
  });

/** A read that ends outside: `intend` decides, as the actor, whether and what to ask; `perform` asks. */
export const providerQuery = /* @__NO_SIDE_EFFECTS__ */ <I extends z.ZodType, N, O>(
  spec: Spec<I> & {
    intend(scope: Scope, input: z.output<I>): Promise<N>;
    perform(ports: Ports, intent: N): Promise<O>;
  },
): Operation<I, O> =>
  define("query", spec, async (ctx, input) => {
    const intent = await reading(ctx, (scope) => spec.intend(scope, input));
    return spec.perform(ctx.ports, intent);
  });

/** The same, where our rows say more about what came back: `show` reads them, as the actor. */
export const providerReport = /* @__NO_SIDE_EFFECTS__ */ <I extends z.ZodType, N, R, O>(
  spec: Spec<I> & {
    intend(scope: Scope, input: z.output<I>): Promise<N>;
    perform(ports: Ports, intent: N): Promise<R>;
    show(scope: Scope, intent: N, result: R): Promise<O>;
  },
): Operation<I, O> =>
  define("query", spec, async (ctx, input) => {
    const intent = await reading(ctx, (scope) => spec.intend(scope, input));
    const result = await spec.perform(ctx.ports, intent);
    return reading(ctx, (scope) => spec.show(scope, intent, result));
  });

async function commit<O>(ctx: Ctx, name: string, run: (scope: Scope) => Promise<Outcome<O>>): Promise<O> {
  const { value, audit, stored } = await scoped(ctx, async (scope) => {
    const { value, audit, events } = await run(scope);
    return { value, audit, stored: audit === "unchanged" ? [] : await record(scope, name, audit, events) };
  });
  if (audit !== "unchanged") ctx.committed?.({ action: name, audit });
  if (stored.length > 0) await ctx.announce(stored);
  return value;
}

/** Writes the audit row and the events of a change into its transaction. */
export async function record(
  { tx, ctx }: Scope,
  action: string,
  audit: Audit,
  events: readonly DomainEvent[],
): Promise<StoredEvent[]> {
  const at = ctx.now();
  const subject = subjectOf(audit.target, audit.accountId);
  const personal: Personal[] = [];
  await tx.insert(auditLog).values({
    id: newId("audit"),
    action,
    actor: ctx.actor,
    requestId: ctx.requestId,
    at,
    byStaff: ctx.actor.type === "staff" || ctx.actor.type === "acting",
    accountId: audit.accountId ?? null,
    target: audit.target,
    before: withhold(audit.before, subject, personal),
    after: withhold(audit.after, subject, personal),
  });
  if (personal.length > 0) await tx.insert(auditPersonal).values(personal);
  return store(tx, at, events);
}

/** Writes events into the transaction of what caused them. */
export async function store(tx: Tx, at: Date, events: readonly DomainEvent[]): Promise<StoredEvent[]> {
  if (events.length === 0) return [];
  const stored = events.map(({ type, subject, dueAt }) => ({ id: newId("event"), type, subject, dueAt: dueAt ?? at }));
  await tx.insert(outbox).values(stored.map((event) => ({ ...event, createdAt: at })));
  return stored;
}
