import type { Id } from "../kernel/id.ts";
import "../kernel/ports.ts";
import type { Scope } from "../kernel/operation.ts";
import { open, type Sealed, seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import type { Secret } from "../kernel/secret.ts";
import { registryLogin } from "./registry-login.sql.ts";

interface Owner {
  id: Id<"registryLogin">;
  accountId: Id<"account">;
}

const addressOf = ({ id, accountId }: Owner) =>
  sealedAt(registryLogin.password, id, { kind: "account", id: accountId });

export const sealPassword = ({ tx, ctx }: Scope, owner: Owner, password: Secret<string>): Promise<Sealed> =>
  seal(ctx.ports.keys.in(tx), addressOf(owner), password);

/** As the platform: members do not read it. */
export const openPassword = ({ tx, ctx }: Scope, owner: Owner, sealed: Sealed): Promise<Secret<string>> =>
  open(ctx.ports.keys.in(tx), addressOf(owner), sealed);
