import { generateKeyPairSync, type KeyObject } from "node:crypto";
import * as der from "./der.ts";
import { certificatePem, extension } from "./signed-certificate.ts";

const dayMs = 86_400_000;

export interface TestCertificate {
  pem: string;
  key: KeyObject;
  /** As PKCS #8 in PEM. */
  keyPem: string;
  subject: string;
  publicKey: KeyObject;
}

interface Options {
  now: Date;
  /** For which host names; none: it is an authority's. */
  names?: readonly string[];
  /** Who signs it; nobody else without one. */
  by?: TestCertificate;
  days?: number;
}

/** A certificate as authorities make them, for tests. */
export function testCertificate(subject: string, { now, names, by, days = 90 }: Options): TestCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const isAuthority = names === undefined;
  const alternatives = (names ?? []).map((name) => der.implicit(2, Buffer.from(name)));
  const pem = certificatePem({
    ...{ subject, publicKey, issuer: by?.subject ?? subject },
    signer: by ? { privateKey: by.key, publicKey: by.publicKey } : { privateKey, publicKey },
    validity: [new Date(now.getTime() - dayMs), new Date(now.getTime() + days * dayMs)],
    extensions: isAuthority
      ? [extension("2.5.29.19", der.sequence(der.boolean(true)), true)]
      : [extension("2.5.29.19", der.sequence(), true), extension("2.5.29.17", der.sequence(...alternatives))],
  });
  const keyPem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { pem, key: privateKey, keyPem, subject, publicKey };
}
