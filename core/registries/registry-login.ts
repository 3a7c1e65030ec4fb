import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { imageReference } from "../hosting/compose/image-reference.state.ts";
import { type Actor, accountOf } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import { command, query } from "../kernel/operation.ts";
import { may } from "../kernel/permissions.state.ts";
import { Secret } from "../kernel/secret.ts";
import { registryLogin } from "./registry-login.sql.ts";
import { sealPassword } from "./sealing.ts";

/** Of an account, at one time. */
const loginsMax = 30;

/** A registry, or a folder of it, as images' names begin with it. */
const Registry = z
  .string()
  .max(300)
  .transform((typed, context): string => {
    const written = typed
      .trim()
      .replace(/^https?:\/\//, "")
      .replace(/\/+$/, "");
    // Without a dot it would be a folder of Docker Hub.
    const read = /^[^/]*[.:]/.test(written) ? imageReference(`${written}/image`) : undefined;
    if (read?.tag !== undefined || read === undefined) {
      context.addIssue("Enter a registry, such as ghcr.io, or a folder of one: registry.gitlab.com/team/shop.");
      return z.NEVER;
    }
    return `${read.registry}/${read.path}`.replace(/\/image$/, "").replace(/^docker\.io\/library$/, "docker.io");
  });
/** As nodes take them: one line each, and no colon in the first. */
const Username = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}:]{1,200}$/u, { error: "Enter the name that goes with the password or token." });
const Password = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}]{1,4096}$/u, { error: "Enter a password or a token, of one line." });

export const RegistryLogin = z
  .object({
    id: Id("registryLogin"),
    registry: z.string(),
    username: z.string(),
    createdAt: z.date(),
    changedAt: z.date(),
  })
  .meta({ id: "RegistryLogin" });
export type RegistryLogin = z.infer<typeof RegistryLogin>;
export const RegistryLogins = z.object({ items: z.array(RegistryLogin) }).meta({ id: "RegistryLogins" });

/** Who may decide which private images the account's websites run may say what opens them. */
const mayManage = may("registry:manage");

export const list = query({
  name: "registry.list",
  input: z.object({}),
  allow: mayManage,
  run: ({ tx }) => logins(tx),
});

/** What opens private images of a registry; in place of what opened them before. It is never shown again. */
export const keep = command({
  name: "registry.keep",
  input: z.object({ registry: Registry, username: Username, password: Password }),
  allow: mayManage,
  async run(scope, { registry, username, password }) {
    const { tx, ctx } = scope;
    const accountId = demandAccount(ctx.actor);
    const [before] = await tx.select(shown).from(registryLogin).where(eq(registryLogin.registry, registry));
    if (!before && (await tx.$count(registryLogin)) >= loginsMax) {
      throw new DomainError("conflict", "registry.too_many", `An account has ${loginsMax} of these at most.`);
    }
    const id = before?.id ?? newId("registryLogin");
    const now = ctx.now();
    const sealed = await sealPassword(scope, { id, accountId }, new Secret(password));
    const changed = { username, password: sealed, changedAt: now };
    if (before) await tx.update(registryLogin).set(changed).where(eq(registryLogin.id, id));
    else await tx.insert(registryLogin).values({ id, accountId, registry, createdAt: now, ...changed });
    return {
      value: await logins(tx),
      audit: {
        ...{ target: id, accountId, after: { registry, username } },
        ...(before && { before: { registry, username: before.username } }),
      },
      events: [],
    };
  },
});

/** What runs goes on running; private images of that registry are pulled no more. */
export const forget = command({
  name: "registry.forget",
  input: z.object({ registryLoginId: Id("registryLogin") }),
  allow: mayManage,
  async run({ tx, ctx }, { registryLoginId }) {
    const [before] = await tx.select(shown).from(registryLogin).where(eq(registryLogin.id, registryLoginId));
    if (!before) throw notFound("registry login");
    await tx.delete(registryLogin).where(eq(registryLogin.id, registryLoginId));
    const { registry, username } = before;
    return {
      value: await logins(tx),
      audit: { target: registryLoginId, accountId: demandAccount(ctx.actor), before: { registry, username } },
      events: [],
    };
  },
});

/** The table of permissions lets members alone, and who acts for one, come here. */
function demandAccount(actor: Actor): Id<"account"> {
  const accountId = accountOf(actor);
  if (!accountId) throw new Error("whoever asks is in no account");
  return accountId;
}

const { id, registry, username, createdAt, changedAt } = registryLogin;
const shown = { id, registry, username, createdAt, changedAt };

const logins = async (tx: Tx): Promise<z.infer<typeof RegistryLogins>> => ({
  items: await tx.select(shown).from(registryLogin).orderBy(asc(registryLogin.registry)),
});
