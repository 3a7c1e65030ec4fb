import { createPrivateKey, createPublicKey } from "node:crypto";
import { and, eq, isNotNull, type SQL } from "drizzle-orm";
import type { Tx } from "../../kernel/db.ts";
import { DomainError, notFound } from "../../kernel/errors.ts";
import { type Id, newId } from "../../kernel/id.ts";
import type { Scope } from "../../kernel/operation.ts";
import "../../kernel/ports.ts";
import { seal } from "../../kernel/sealed.ts";
import { Secret } from "../../kernel/secret.ts";
import { newPrivateKey } from "../acme-account.ts";
import { certificate } from "../certificate.sql.ts";
import { keyOf } from "../certificate-rows.ts";
import { endingMark } from "./ending.ts";
import type { Given } from "./read-certificate.ts";

interface OfDomain {
  accountId: Id<"account">;
  /** What a certificate is to be good for, in part at least. */
  domain: string;
}

interface Kept {
  certificateId: Id<"certificate">;
  names: string[];
  /** It was there already. */
  known: boolean;
}

/** Of one account, those that wait for their certificate included. */
const broughtMax = 50;

const isWithin = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`);

/**
 * Keeps a certificate that somebody brings, beside those that are issued by themselves. Without a key it is the answer to
 * a request that was made here.
 */
export async function keepBrought({ tx, ctx }: Scope, { accountId, domain }: OfDomain, given: Given): Promise<Kept> {
  const { readCertificate } = await import("./read-certificate.ts");
  const { key, publicKey, ...read } = readCertificate(given, ctx.now());
  const { names, chain } = read;
  if (!names.some((name) => isWithin(name, domain)))
    throw at("pem", "upload.other_names", `It is for ${names.slice(0, 3).join(", ")}, and not for ${domain}.`);
  const own = and(eq(certificate.accountId, accountId), eq(certificate.method, "manual"));
  const [same] = await tx
    .select({ id: certificate.id })
    .from(certificate)
    .where(and(own, eq(certificate.chain, chain)));
  if (same) return { certificateId: same.id, names, known: true };
  // Whoever brings one that ends soon knows that it does.
  const remindedDays = endingMark({ notAfter: read.notAfter, remindedDays: null }, ctx.now()) ?? null;
  const good = { ...read, remindedDays, state: "valid" as const };
  if (key === undefined) {
    const certificateId = await requestOf(tx, own, publicKey);
    await tx
      .update(certificate)
      .set({ ...good, request: null })
      .where(eq(certificate.id, certificateId));
    return { certificateId, names, known: false };
  }
  await demandRoom(tx, own);
  const id = newId("certificate");
  const privateKey = await seal(ctx.ports.keys.in(tx), keyOf({ id, accountId }), new Secret(key));
  const row = { ...good, id, accountId, privateKey, method: "manual" as const, failures: 0, createdAt: ctx.now() };
  await tx.insert(certificate).values(row);
  return { certificateId: id, names, known: false };
}

const at = (path: string, code: string, message: string) =>
  new DomainError("invalid", code, message, { fields: [{ path, message }] });

async function demandRoom(tx: Tx, own: SQL | undefined): Promise<void> {
  if ((await tx.$count(certificate, own)) < broughtMax) return;
  throw new DomainError("conflict", "certificate.too_many", `There are ${broughtMax} already: remove one first.`);
}

/** The one whose key was made here, and is this certificate's. */
async function requestOf(tx: Tx, own: SQL | undefined, publicKey: Buffer): Promise<Id<"certificate">> {
  const rows = await tx
    .select({ id: certificate.id, request: certificate.request })
    .from(certificate)
    .where(and(own, isNotNull(certificate.request)))
    .for("update");
  const answered = rows.find(({ request }) => request !== null && derOf(request).includes(publicKey));
  if (answered) return answered.id;
  throw at("pem", "upload.key_missing", "The key is missing: add it, or upload the answer to a request of here.");
}

const derOf = (pem: string): Buffer => Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ""), "base64");

/** Makes a key that never leaves here, and what an authority signs of it. */
export async function requestSigning(
  { tx, ctx }: Scope,
  { accountId, domain }: OfDomain,
  names: readonly string[],
): Promise<Id<"certificate">> {
  const { signingRequest } = await import("../acme/signing-request.ts");
  for (const [index, name] of names.entries())
    if (!isWithin(name.replace(/^\*\./, ""), domain))
      throw at(`names.${index}`, "certificate.other_domain", `${name} is not in ${domain}.`);
  await demandRoom(tx, and(eq(certificate.accountId, accountId), eq(certificate.method, "manual")));
  const id = newId("certificate");
  const key = newPrivateKey();
  const opened = createPrivateKey(key.reveal());
  const der = signingRequest(opened, createPublicKey(opened), names);
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  const request = ["-----BEGIN CERTIFICATE REQUEST-----", ...lines, "-----END CERTIFICATE REQUEST-----", ""].join("\n");
  const privateKey = await seal(ctx.ports.keys.in(tx), keyOf({ id, accountId }), key);
  await tx.insert(certificate).values({
    ...{ id, accountId, names: [...names], method: "manual", state: "requested", request, privateKey },
    ...{ failures: 0, createdAt: ctx.now() },
  });
  return id;
}

/** It goes with its key. Those that are issued by themselves go with the names that they are for. */
export async function removeBrought(
  tx: Tx,
  certificateId: Id<"certificate">,
): Promise<{ names: string[]; accountId: Id<"account"> }> {
  const mine = and(eq(certificate.id, certificateId), eq(certificate.method, "manual"));
  const [gone] = await tx
    .delete(certificate)
    .where(mine)
    .returning({ names: certificate.names, accountId: certificate.accountId });
  if (!gone) throw notFound("certificate");
  return gone;
}
