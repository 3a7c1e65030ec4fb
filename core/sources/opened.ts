import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { query, type Scope } from "../kernel/operation.ts";
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
  const kept = await keptFor(scope, serviceId, url);
  if (!kept) {
    const message = "The repository was disconnected before it could be built. Connect it again, and deploy.";
    throw new DomainError("conflict", "source.disconnected", message);
  }
  return openedWith(url, kept);
}

/** The same for a look at what somebody typed: what they did not type is as it is kept for this very address. */
export const openTyped = query({
  name: "source.open_typed",
  input: z.object({
    serviceId: Id("service").optional(),
    url: z.string(),
    hostKey: z.string().optional(),
    token: z.string().optional(),
  }),
  allow: { system: true },
  async run(scope, { serviceId, url, hostKey, token }): Promise<OpenedSource> {
    const kept = serviceId && (await keptFor(scope, serviceId, url));
    return openedWith(url, {
      ...kept,
      ...(hostKey !== undefined && { hostKey }),
      ...(token !== undefined && { token: new Secret(token) }),
    });
  },
});

interface Opening {
  token?: Secret<string> | null;
  key?: Secret<string> | null;
  hostKey?: string | null;
}

async function keptFor(scope: Scope, serviceId: Id<"service">, url: string): Promise<Opening | undefined> {
  const [row] = await scope.tx
    .select()
    .from(source)
    .where(and(eq(source.serviceId, serviceId), eq(source.url, url)));
  if (!row) return undefined;
  return {
    token: row.token && (await openOf(scope, row, "token", row.token)),
    key: row.privateKey && (await openOf(scope, row, "privateKey", row.privateKey)),
    hostKey: row.hostKey,
  };
}

function openedWith(url: string, { token, key, hostKey }: Opening): OpenedSource {
  const address = readGitAddress(url);
  if (!("url" in address)) throw new Error("not the address of a repository");
  return {
    url: new Secret(token ? withToken(url, token.reveal()) : url),
    ...(key && { key }),
    ...(hostKey && { knownHosts: knownHostsLine(address, hostKey) }),
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
