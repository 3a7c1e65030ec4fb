import { and, eq } from "drizzle-orm";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type { Scope } from "../kernel/operation.ts";
import { Secret } from "../kernel/secret.ts";
import { readGitAddress } from "./git-address.state.ts";
import { knownHostsLine } from "./host-key.state.ts";
import { openOf } from "./sealing.ts";
import { source } from "./source.sql.ts";

/** How a node reaches a repository. */
export interface OpenedSource {
  /** With the token in it, where there is one. */
  url: Secret<string>;
  key?: Secret<string>;
  knownHosts?: string;
}

/** As the platform, for the node that builds: it is the node that fetches, within the account's own walls. */
export async function opened(scope: Scope, serviceId: Id<"service">, url: string): Promise<OpenedSource> {
  const [row] = await scope.tx
    .select()
    .from(source)
    .where(and(eq(source.serviceId, serviceId), eq(source.url, url)));
  const address = readGitAddress(url);
  if (!row || !("url" in address)) {
    const message = "The repository was disconnected before it could be built. Connect it again, and deploy.";
    throw new DomainError("conflict", "source.disconnected", message);
  }
  const token = row.token && (await openOf(scope, row, "token", row.token));
  const key = row.privateKey && (await openOf(scope, row, "privateKey", row.privateKey));
  return {
    url: new Secret(token ? withToken(url, token.reveal()) : url),
    ...(key && { key }),
    ...(row.hostKey !== null && { knownHosts: knownHostsLine(address, row.hostKey) }),
  };
}

/** Hosts take any user beside a token; where one counts, it was entered before the token: `user:token`. */
function withToken(url: string, token: string): string {
  const at = token.indexOf(":");
  const [user, rest] = at === -1 ? ["oauth2", token] : [token.slice(0, at), token.slice(at + 1)];
  return url.replace("https://", `https://${inUrl(user)}:${inUrl(rest)}@`);
}

const inUrl = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
