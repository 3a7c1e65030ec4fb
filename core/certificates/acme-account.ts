import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Ctx } from "../kernel/operation.ts";
import { command, query } from "../kernel/operation.ts";
import "../kernel/ports.ts";
import { open, seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { Secret } from "../kernel/secret.ts";
import { acmeAccount } from "./certificate.sql.ts";
import type { AcmeAccount, CertificateAuthority } from "./ports.ts";

const byDirectory = z.object({ directory: z.url() });
const keyAt = (directory: string) => sealedAt(acmeAccount.privateKey, directory, { kind: "platform" });

export const newPrivateKey = (): Secret<string> =>
  new Secret(
    generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  );

/** Makes the platform's key for an authority when there is none. */
export const ensureAccount = command({
  name: "acme_account.ensure",
  input: byDirectory,
  allow: { system: true },
  async run({ tx, ctx }, { directory }) {
    const privateKey = await seal(ctx.ports.keys.in(tx), keyAt(directory), newPrivateKey());
    const [added] = await tx
      .insert(acmeAccount)
      .values({ directory, privateKey, createdAt: ctx.now() })
      .onConflictDoNothing()
      .returning({ directory: acmeAccount.directory });
    if (!added) return { value: null, audit: "unchanged", events: [] };
    return { value: null, audit: { target: "acme_account", after: { directory } }, events: [] };
  },
});

const openAccount = query({
  name: "acme_account.open",
  input: byDirectory,
  allow: { system: true },
  async run({ tx, ctx }, { directory }) {
    const [row] = await tx.select().from(acmeAccount).where(eq(acmeAccount.directory, directory));
    return row && { url: row.url, key: await open(ctx.ports.keys.in(tx), keyAt(directory), row.privateKey) };
  },
});

export const nameAccount = command({
  name: "acme_account.name",
  input: byDirectory.extend({ url: z.url().nullable() }),
  allow: { system: true },
  async run({ tx }, { directory, url }) {
    await tx.update(acmeAccount).set({ url }).where(eq(acmeAccount.directory, directory));
    return { value: null, audit: { target: "acme_account", after: { directory, url } }, events: [] };
  },
});

/** As whom the platform asks an authority. It is told once, and told again where it has forgotten. */
export async function accountAt(ctx: Ctx, authority: CertificateAuthority): Promise<AcmeAccount> {
  const { directory } = authority;
  let known = await openAccount(ctx, { directory });
  if (!known) {
    await ensureAccount(ctx, { directory });
    known = await openAccount(ctx, { directory });
  }
  if (!known) throw new Error("an account that was just made is gone");
  const key = createPrivateKey(known.key.reveal());
  if (known.url !== null) return { key, url: known.url };
  const url = await authority.register(key);
  await nameAccount(ctx, { directory, url });
  return { key, url };
}

/** The authority does not know the account any more, as one that was set up anew does not. */
export const forgetAccount = (ctx: Ctx, { directory }: CertificateAuthority) =>
  nameAccount(ctx, { directory, url: null });
