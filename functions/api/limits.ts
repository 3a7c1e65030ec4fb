import { guessed, noteWrongFactor, whoSignsIn } from "#core/identity/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { DomainError } from "#core/kernel/errors.ts";
import type { Id } from "#core/kernel/id.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import { giveBack, limited, type RateLimit, takeTokens, type Wanted } from "#core/kernel/rate-limit.ts";
import type { Route, RouteClass, RouteLimit } from "./route.ts";

const of = (name: string, tokens: number, by: RouteLimit["by"]): RouteLimit => ({
  limit: { name, tokens, perSeconds: 60 },
  by,
});

/**
 * What holds besides a route's own limits. Reading is limited by the firewall and the gateway alone: a token would cost it
 * more than the read itself. Routes of the door say their own.
 */
const defaults: Record<RouteClass, readonly RouteLimit[]> = {
  reading: [],
  changing: [of("changing-address", 600, "address"), of("changing", 300, "caller")],
  costly: [of("costly-address", 300, "address"), of("costly", 200, "caller")],
  door: [],
};

export function classOf(method: string, { costly, door, guesses, limits }: Route): RouteClass {
  if (costly) return "costly";
  if (door !== undefined && (guesses || limits.length > 0)) return "door";
  return method === "GET" ? "reading" : "changing";
}

export const limitsOf = (method: string, route: Route): readonly RouteLimit[] => [
  ...defaults[classOf(method, route)],
  ...route.limits,
];

/** Of each key, whatever it asks for. */
const perKey: RateLimit = { name: "key", tokens: 600, perSeconds: 60 };

/** Told how a request that may have been a guess turned out. */
export interface Settle {
  right(): Promise<void>;
  wrong(error: unknown): Promise<void>;
}

/** Takes what this request costs, or refuses it. */
export async function takeFor(
  ctx: Ctx,
  method: string,
  route: Route,
  network: string,
  input: Record<string, unknown>,
): Promise<Settle> {
  const limits = limitsOf(method, route);
  const person = limits.some(({ by }) => by === "person") ? await whoseAttempt(ctx, route) : undefined;
  const wanted: Wanted[] = limits.flatMap(({ limit, by }) => {
    const subject = by === "address" ? network : by === "person" ? person : whoPays(ctx.actor);
    return subject === undefined ? [] : [{ limit, subject }];
  });
  if (ctx.actor.type === "key") wanted.push({ limit: perKey, subject: ctx.actor.keyId });
  const guess = route.guesses === "email" ? await guessed(ctx, textOf(input[route.guesses]), network) : undefined;
  const taken = await takeTokens(ctx.db, [...wanted, ...(guess?.wanted ?? [])], ctx.now());
  if (!taken.allowed) throw limited(taken.retryAfterSeconds);
  const back = guess?.backWhenRight ?? [];
  return {
    right: async () => {
      if (back.length > 0) await giveBack(ctx.db, back);
    },
    wrong: async (error) => {
      if (route.guesses === "factor" && person !== undefined && isWrongFactor(error))
        await noteWrongFactor(ctx, person);
    },
  };
}

const isWrongFactor = (error: unknown): boolean =>
  error instanceof DomainError && error.code === "identity.wrong_factor";

const textOf = (field: unknown): string => (typeof field === "string" ? field : "");

/** At the door it is who is half signed in, whoever else is signed in on that browser. */
const whoseAttempt = async ({ actor, db, client, now }: Ctx, { door }: Route): Promise<Id<"person"> | undefined> =>
  door !== "begins" && door !== "outside" && "personId" in actor
    ? actor.personId
    : whoSignsIn(db, client?.signIn, now());

/** All people and programs of an account share what it may ask for; others ask for themselves. */
function whoPays(actor: Actor): string | undefined {
  if ("accountId" in actor) return actor.accountId;
  return "personId" in actor ? actor.personId : undefined;
}
