import { createHash } from "node:crypto";
import { z } from "zod";
import * as AddOns from "../add-ons/index.ts";
import * as Hosting from "../hosting/index.ts";
import { permits } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { Id } from "../kernel/id.ts";
import { query, type Scope } from "../kernel/operation.ts";
import { may } from "../kernel/permissions.state.ts";
import { Secret } from "../kernel/secret.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";

export const mayChange = may("service:configure");

export const Environment = z
  .object({
    /** Whose it is: what is live, unless another one was asked for. Null before the first one is live. */
    release: z.int().nullable(),
    /** Says which environment a change was made to; null for who may not change it. */
    version: z.string().nullable(),
    /** Whether there is a program that could read it. */
    isRead: z.boolean(),
    variables: z.array(
      z.object({
        name: z.string(),
        setBy: z.enum(["customer", "platform", "database"]),
        /** Which kind of app, or which database, sets it. */
        of: z.string().nullable(),
        secret: z.boolean(),
        /** Null where it is a secret, or whoever asks may not see it. */
        value: z.string().nullable(),
      }),
    ),
    /** A newer release whose environment is another one, and which is not live: it is on its way, or has failed. */
    newer: z
      .object({ release: z.int(), state: z.enum(Releases.releaseStates), message: z.string().nullable() })
      .nullable(),
  })
  .meta({ id: "Environment" });
export type Environment = z.infer<typeof Environment>;

type Owned = Pick<Releases.ReleaseRow, "environment" | "secrets">;

const entriesOf = ({ environment, secrets }: Owned) =>
  [...Object.entries(environment), ...Object.entries(secrets)].toSorted(([a], [b]) => (a < b ? -1 : 1));

/** Two environments have the same one if they are the same, and else not. */
export const versionOf = (owned: Owned): string =>
  createHash("sha256")
    .update(JSON.stringify(entriesOf(owned)))
    .digest("base64url")
    .slice(0, 22);

/** What the platform, and the databases beside the app, set in the environment of one: nobody else can. */
export async function setByPlatform(tx: Tx, service: Services.ServiceRow): Promise<Environment["variables"]> {
  const template = Hosting.appTemplate(service.template);
  const own = Object.entries(template.variables(service.parameters, service)).map(([name, value]) => ({
    ...{ name, value, secret: false, of: template.title, setBy: "platform" as const },
  }));
  const databases = (await AddOns.ofService(tx, service.id))
    .filter(({ template: name }) => !Hosting.knowsItself(template, name))
    .flatMap(({ template: name }) => {
      const { title } = Hosting.addOnTemplate(name);
      return Object.entries(databaseVariables(name)).map(([variable, value]) => ({
        ...{ name: variable, of: title, setBy: "database" as const },
        ...{ secret: value === null, value },
      }));
    });
  return [...own, ...databases];
}

const placeholder = new Secret("\0");

/** What an app gets to know of a database beside it. Null: there is a password in it. */
export const databaseVariables = (addOn: string): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(Hosting.addOnTemplate(addOn).environment(placeholder)).map(([name, value]) => [
      name,
      value.includes(encodeURIComponent("\0")) || value.includes("\0") ? null : value,
    ]),
  );

export async function environmentOf(
  { tx, ctx }: Scope,
  service: Services.ServiceRow,
  wanted: number | undefined,
): Promise<Environment> {
  const live = await Releases.liveOf(tx, service.id);
  const newest = await Releases.newestOf(tx, service.id);
  const shown = wanted === undefined ? live : await Releases.numbered(tx, service.id, wanted);
  const mayRead = permits(ctx.actor, mayChange);
  const isNewer = newest && live && newest.number > live.number && versionOf(newest) !== versionOf(live);
  const owned = shown ?? { environment: {}, secrets: {} };
  return {
    release: shown?.number ?? null,
    version: mayRead ? versionOf(owned) : null,
    isRead: Hosting.appTemplate(service.template).plain !== true,
    variables: [
      ...entriesOf(owned).map(([name, value]) => {
        const secret = Object.hasOwn(owned.secrets, name);
        return { name, setBy: "customer" as const, of: null, secret, value: secret || !mayRead ? null : value };
      }),
      ...(await setByPlatform(tx, service)),
    ],
    newer: isNewer ? { release: newest.number, state: newest.state, message: newest.failureMessage } : null,
  };
}

export const get = query({
  name: "service.get_environment",
  input: z.object({
    serviceId: Id("service"),
    /** Of this release in place of the live one. */
    release: z.coerce.number<number>().int().min(1).optional(),
  }),
  allow: may("service:read"),
  run: async (scope, { serviceId, release }) => environmentOf(scope, await Services.read(scope.tx, serviceId), release),
});
