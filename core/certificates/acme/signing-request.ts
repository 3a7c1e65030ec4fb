import { type KeyObject, sign } from "node:crypto";
import * as der from "../der.ts";

const subjectAltName = "2.5.29.17";
const extensionRequest = "1.2.840.113549.1.9.14";
const ecdsaWithSha256 = "1.2.840.10045.4.3.2";
const dnsName = 2;

/** PKCS #10 in DER, for a P-256 key: the names are in the extension alone, as authorities read them. */
export function signingRequest(privateKey: KeyObject, publicKey: KeyObject, names: readonly string[]): Buffer {
  const alternatives = der.sequence(...names.map((name) => der.implicit(dnsName, Buffer.from(name, "ascii"))));
  const extension = der.sequence(der.objectIdentifier(subjectAltName), der.octetString(alternatives));
  const requested = der.sequence(der.objectIdentifier(extensionRequest), der.set(der.sequence(extension)));
  const info = der.sequence(
    der.integer(Buffer.from([0])),
    der.sequence(),
    publicKey.export({ type: "spki", format: "der" }),
    der.explicit(0, requested),
  );
  const signature = der.bitString(sign("sha256", info, privateKey));
  return der.sequence(info, der.sequence(der.objectIdentifier(ecdsaWithSha256)), signature);
}
