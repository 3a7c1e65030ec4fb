import { createHash, type KeyObject, randomBytes, sign } from "node:crypto";
import * as der from "./der.ts";

const ecdsaWithSha256 = der.sequence(der.objectIdentifier("1.2.840.10045.4.3.2"));

export interface CertificateContents {
  subject: string;
  issuer: string;
  publicKey: KeyObject;
  extensions: Buffer[];
  validity: readonly [Date, Date];
  signer: { publicKey: KeyObject; privateKey: KeyObject };
}

/** Signs a certificate (X.509, version 3) with a P-256 key, for authorities of this machine's own. */
export function certificatePem({
  subject,
  issuer,
  publicKey,
  extensions,
  validity,
  signer,
}: CertificateContents): string {
  const keyIdentifiers = [
    extension("2.5.29.14", der.octetString(keyIdentifier(publicKey))),
    extension("2.5.29.35", der.sequence(der.implicit(0, keyIdentifier(signer.publicKey)))),
  ];
  const serial = randomBytes(16);
  serial.writeUInt8((serial.readUInt8() & 0x3f) | 0x40);
  const body = der.sequence(
    der.explicit(0, der.integer(Buffer.from([2]))),
    der.integer(serial),
    ecdsaWithSha256,
    name(issuer),
    der.sequence(...validity.map(der.generalizedTime)),
    name(subject),
    publicKey.export({ type: "spki", format: "der" }),
    der.explicit(3, der.sequence(...extensions, ...keyIdentifiers)),
  );
  const signature = sign("sha256", body, signer.privateKey);
  const bytes = der.sequence(body, ecdsaWithSha256, der.bitString(signature));
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join("\n");
}

const name = (commonName: string) =>
  der.sequence(der.set(der.sequence(der.objectIdentifier("2.5.4.3"), der.utf8String(commonName))));

export const extension = (identifier: string, value: Buffer, critical = false) =>
  der.sequence(der.objectIdentifier(identifier), ...(critical ? [der.boolean(true)] : []), der.octetString(value));

const keyIdentifier = (key: KeyObject) =>
  createHash("sha1")
    .update(key.export({ type: "spki", format: "der" }))
    .digest();
