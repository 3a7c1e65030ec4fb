import { X509Certificate } from "node:crypto";
import { type DerValue, derValues } from "../der.ts";

const authorityKeyIdentifier = Buffer.from([0x55, 0x1d, 0x23]);
const keyIdentifier = 0x80;
const octetString = 0x04;
const explicitExtensions = 0xa3;
const explicitVersion = 0xa0;

const inside = (value: DerValue | undefined): DerValue[] => (value ? derValues(value.content) : []);

/** How renewal information (RFC 9773) and `replaces` name a certificate: its authority's key and its serial number. */
export function renewalIdOf(certificatePem: string): string {
  const [certificate] = derValues(new X509Certificate(certificatePem).raw);
  const [signed] = inside(certificate);
  const fields = inside(signed).filter(({ tag }) => tag !== explicitVersion);
  const serial = fields[0];
  const [list] = inside(fields.find(({ tag }) => tag === explicitExtensions));
  const extension = inside(list).find((each) => inside(each)[0]?.content.equals(authorityKeyIdentifier));
  const octets = inside(extension).find(({ tag }) => tag === octetString);
  const key = inside(inside(octets)[0]).find(({ tag }) => tag === keyIdentifier);
  if (!serial || !key) throw new Error("this certificate does not say by which key it was signed");
  return renewalId(key.content, serial.content);
}

export const renewalId = (authorityKey: Uint8Array, serial: Uint8Array): string =>
  [authorityKey, serial].map((part) => Buffer.from(part).toString("base64url")).join(".");
