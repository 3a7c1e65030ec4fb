import * as Certificates from "../certificates/index.ts";
import type { Ctx } from "../kernel/operation.ts";
import type { At } from "./here.ts";

/** Puts what is to be shown at these hosts onto their node. */
export async function putCertificates(ctx: Ctx, { call, service }: At, hosts: readonly string[]): Promise<void> {
  const { accountId } = service;
  for (const { host, chain, key } of await Certificates.toDeploy(ctx, { accountId, hosts: [...hosts] }))
    await call.putCertificate({ host, chain, key: key.reveal() });
}
