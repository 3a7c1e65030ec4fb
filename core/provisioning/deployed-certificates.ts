import * as Certificates from "../certificates/index.ts";
import type { Ctx } from "../kernel/operation.ts";
import { shownCertificate } from "./handshake.ts";
import type { At } from "./here.ts";

/** What a host shows to visitors: what it is to show, another certificate, or none at all. */
export type Shown = "right" | "other" | "none";

/** More connections in one moment may be turned away, and try again after a second. */
const atOnce = 2;

/** Asks these hosts themselves: a node that was made anew shows what it has, and not what we remember of it. */
export async function shownAt(
  ctx: Ctx,
  { node, service: { accountId } }: At,
  hosts: readonly string[],
): Promise<Map<string, Shown>> {
  const wanted = await Certificates.chainsToShow(ctx, { accountId, hosts: [...hosts] });
  const found = new Map<string, Shown>();
  const rest = wanted.values();
  const lookInTurn = async () => {
    for (const { host, chain } of rest) {
      const shown = await shownCertificate({ host: node.host, port: node.httpsPort }, host);
      found.set(host, shown === undefined ? "none" : chain.startsWith(shown.trimEnd()) ? "right" : "other");
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lookInTurn));
  return found;
}

/** Puts what is to be shown at these hosts onto their node. */
export async function putCertificates(ctx: Ctx, { call, service }: At, hosts: readonly string[]): Promise<void> {
  if (hosts.length === 0) return;
  const { accountId } = service;
  for (const { host, chain, key } of await Certificates.toDeploy(ctx, { accountId, hosts: [...hosts] }))
    await call.putCertificate({ host, chain, key: key.reveal() });
}

/** The same, of those alone that do not show it yet. */
export async function putLackingCertificates(ctx: Ctx, at: At, hosts: readonly string[]): Promise<void> {
  const shown = await shownAt(ctx, at, hosts);
  await putCertificates(
    ctx,
    at,
    [...shown].flatMap(([host, what]) => (what === "right" ? [] : host)),
  );
}
