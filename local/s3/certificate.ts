import { generateKeyPairSync, type KeyObject, randomBytes, X509Certificate } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import * as der from "#core/certificates/der.ts";
import { certificatePem, extension } from "#core/certificates/signed-certificate.ts";

const DAY_MS = 86_400_000;
/** What browsers and macOS accept at most is 825 days. */
const VALID_DAYS = 800;
const RENEWED_DAYS_BEFORE = 30;
/** By which lab nodes reach it. */
export const nameForNodes = "files.localhost";

export interface ServerCertificate {
  key: string;
  certificate: string;
  /** PEM of the authority that clients have to trust, and where it lies. */
  authority: string;
  authorityFile: string;
}

/**
 * A certificate for this machine's loopback, with an authority of its own.
 * The authority's key is forgotten at once, so that trusting it means trusting this one certificate.
 */
export async function loopbackCertificate(dir: string, now: Date): Promise<ServerCertificate> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const authorityFile = path.join(dir, "ca.pem");
  const files = [authorityFile, path.join(dir, "server.pem"), path.join(dir, "server-key.pem")] as const;
  const [authority, certificate, key] = await Promise.all(files.map((file) => readFile(file, "utf8").catch(() => "")));
  if (authority && certificate && key && lasts(certificate, now)) return { key, certificate, authority, authorityFile };

  const made = issue(now);
  await writeFile(files[2], made.key, { mode: 0o600 });
  await writeFile(files[1], made.certificate);
  await writeFile(files[0], made.authority);
  return { ...made, authorityFile };
}

function lasts(certificate: string, now: Date): boolean {
  const known = new X509Certificate(certificate);
  if (known.checkHost(nameForNodes) === undefined) return false;
  return known.validToDate.getTime() - now.getTime() > RENEWED_DAYS_BEFORE * DAY_MS;
}

function issue(now: Date): Omit<ServerCertificate, "authorityFile"> {
  const authority = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const authorityName = `Rookery local authority ${randomBytes(4).toString("hex")}`;
  const validity = [new Date(now.getTime() - DAY_MS), new Date(now.getTime() + VALID_DAYS * DAY_MS)] as const;
  const signedByAuthority = (subject: string, publicKey: KeyObject, extensions: Buffer[]) =>
    certificatePem({ subject, publicKey, extensions, validity, issuer: authorityName, signer: authority });
  return {
    key: server.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    certificate: signedByAuthority("Rookery local S3", server.publicKey, [
      extension("2.5.29.19", der.sequence(), true),
      extension("2.5.29.15", der.bitString(Buffer.from([0b1000_0000]), 7), true),
      extension("2.5.29.37", der.sequence(der.objectIdentifier("1.3.6.1.5.5.7.3.1"))),
      extension(
        "2.5.29.17",
        der.sequence(
          der.implicit(2, Buffer.from("localhost")),
          der.implicit(2, Buffer.from("*.localhost")),
          // OpenSSL takes no wildcard right below the top.
          der.implicit(2, Buffer.from(nameForNodes)),
          der.implicit(7, Buffer.from([127, 0, 0, 1])),
        ),
      ),
    ]),
    authority: signedByAuthority(authorityName, authority.publicKey, [
      extension("2.5.29.19", der.sequence(der.boolean(true)), true),
      extension("2.5.29.15", der.bitString(Buffer.from([0b0000_0100]), 2), true),
    ]),
  };
}
