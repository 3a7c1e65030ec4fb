import type { Id } from "../kernel/id.ts";
import "../kernel/ports.ts";
import type { Scope } from "../kernel/operation.ts";
import { open, type Sealed, seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import type { Secret } from "../kernel/secret.ts";
import { source } from "./source.sql.ts";

type Kept = "privateKey" | "token" | "hookSecret";
interface Owner {
  id: Id<"source">;
  accountId: Id<"account">;
}

const addressOf = ({ id, accountId }: Owner, name: Kept) =>
  sealedAt(source[name], id, { kind: "account", id: accountId });

export const sealOf = ({ tx, ctx }: Scope, owner: Owner, name: Kept, value: Secret<string>): Promise<Sealed> =>
  seal(ctx.ports.keys.in(tx), addressOf(owner, name), value);

/** As the platform: members read none of these columns. */
export const openOf = ({ tx, ctx }: Scope, owner: Owner, name: Kept, sealed: Sealed): Promise<Secret<string>> =>
  open(ctx.ports.keys.in(tx), addressOf(owner, name), sealed);
