import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import { DomainError } from "../../kernel/errors.ts";
import { certifiedName } from "../names.state.ts";
import { readPkcs12 } from "./pkcs12.ts";

/** A certificate as somebody brings it: PEM in any order, its key among it or beside it, or a PKCS #12 file in base64. */
export interface Given {
  pem: string;
  pkcs12: string;
  password: string;
}

/** A certificate that is fit to be shown, and the rest of its chain in order, without its root. */
export interface Brought {
  names: string[];
  chain: string;
  /** As PKCS #8; missing where only the certificate was brought. */
  key: string | undefined;
  /** Of the certificate, in DER. */
  publicKey: Buffer;
  notBefore: Date;
  notAfter: Date;
}

const chainMax = 10;
const rsaBitsMin = 2048;
const curves: ReadonlySet<string | undefined> = new Set(["prime256v1", "secp384r1"]);

const no = (code: string, message: string, field: keyof Given = "pem", cause?: unknown) =>
  new DomainError("invalid", code, message, { fields: [{ path: field, message }], cause });

export function readCertificate(given: Given, now: Date): Brought {
  const { certificates, key } = given.pkcs12 === "" ? ofPem(given) : ofPkcs12(given);
  if (certificates.length === 0)
    throw no("upload.no_certificate", "There is no certificate in it: it begins with -----BEGIN CERTIFICATE-----.");
  const leaf = leafOf(certificates, key);
  demandStrong(leaf.publicKey);
  const [notBefore, notAfter] = [leaf.validFromDate, leaf.validToDate];
  if (notAfter <= now) throw no("upload.expired", `This certificate ended on ${dayOf(notAfter)}.`);
  if (notBefore > now) throw no("upload.not_yet", `This certificate begins on ${dayOf(notBefore)}.`);
  const names = namesOf(leaf);
  if (names.length === 0) throw no("upload.no_names", "This certificate is for no host name.");
  return {
    ...{ names, notBefore, notAfter },
    chain: chainOf(leaf, certificates, now)
      .map((one) => one.toString())
      .join(""),
    key: key?.export({ type: "pkcs8", format: "pem" }).toString(),
    publicKey: leaf.publicKey.export({ type: "spki", format: "der" }),
  };
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

function ofPkcs12({ pkcs12, password }: Given) {
  try {
    return readPkcs12(Buffer.from(pkcs12, "base64"), password);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw no(error.code, error.message, error.code === "upload.password_wrong" ? "password" : "pkcs12", error);
  }
}

function ofPem({ pem, password }: Given): { certificates: X509Certificate[]; key?: KeyObject | undefined } {
  const blocks = pem.match(/-----BEGIN ([A-Z ]+)-----[A-Za-z0-9+/=\s:,-]*?-----END \1-----/g) ?? [];
  const certificates = blocks
    .filter((block) => /^-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----/.test(block))
    .map((block) => {
      try {
        return new X509Certificate(block);
      } catch (cause) {
        throw no("upload.unreadable", "One of the certificates cannot be read: was all of it copied?", "pem", cause);
      }
    });
  const keys = blocks.filter((block) => /^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(block));
  if (keys.length > 1) throw no("upload.many_keys", "There is more than one key in it.");
  const [key] = keys;
  return { certificates, key: key === undefined ? undefined : keyOf(key, password) };
}

function keyOf(pem: string, password: string): KeyObject {
  const isEncrypted = /ENCRYPTED/.test(pem);
  if (isEncrypted && password === "")
    throw no("upload.password_missing", "The key is encrypted: enter its password.", "password");
  try {
    return createPrivateKey({ key: pem, format: "pem", ...(isEncrypted && { passphrase: password }) });
  } catch (cause) {
    if (isEncrypted) throw no("upload.password_wrong", "The password does not open the key.", "password", cause);
    throw no("upload.unreadable", "The key cannot be read: was all of it copied?", "pem", cause);
  }
}

function leafOf(certificates: readonly X509Certificate[], key: KeyObject | undefined): X509Certificate {
  const leaf = key ? certificates.find((one) => one.checkPrivateKey(key)) : certificates.find((one) => !one.ca);
  if (leaf) return leaf;
  if (key) throw no("upload.key_mismatch", "The key is not the one of this certificate.");
  throw no("upload.no_certificate", "There are only certificates of authorities in it: your own one is missing.");
}

function demandStrong({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): void {
  const strong =
    (type === "rsa" && (details?.modulusLength ?? 0) >= rsaBitsMin) ||
    (type === "ec" && curves.has(details?.namedCurve));
  if (!strong) throw no("upload.weak_key", "Browsers take RSA with 2048 bits or more, or the curves P-256 and P-384.");
}

const namesOf = ({ subjectAltName }: X509Certificate): string[] => {
  const said = (subjectAltName ?? "").split(", ").flatMap((one) => (one.startsWith("DNS:") ? [one.slice(4)] : []));
  return [...new Set(said.map((name) => name.toLowerCase()).filter((name) => certifiedName.test(name)))].toSorted();
};

const isSignedBy = (one: X509Certificate, issuer: X509Certificate): boolean =>
  one.checkIssued(issuer) && one.verify(issuer.publicKey);

/** In the order in which each is signed by the next. Roots, which everybody has, are left out. */
function chainOf(leaf: X509Certificate, given: readonly X509Certificate[], now: Date): X509Certificate[] {
  const chain = [leaf];
  for (let last = leaf; chain.length <= chainMax; ) {
    if (isSignedBy(last, last)) return chain.length > 1 ? chain.slice(0, -1) : chain;
    const issuer = given.find((one) => !chain.includes(one) && isSignedBy(last, one));
    if (!issuer) {
      if (rootCertificates.some((root) => isSignedBy(last, new X509Certificate(root)))) return chain;
      throw no(
        "upload.chain_incomplete",
        `The certificate of “${commonName(last.issuer)}” is missing, which signed this one. Add it: it comes from who issued yours.`,
      );
    }
    if (issuer.validToDate <= now)
      throw no("upload.chain_expired", `The certificate of “${commonName(issuer.subject)}” in the chain has ended.`);
    chain.push(issuer);
    last = issuer;
  }
  throw no("upload.chain_long", `A chain has ${chainMax} certificates at most.`);
}

const commonName = (distinguished: string): string =>
  (/^CN=(.+)$/m.exec(distinguished) ?? /^O=(.+)$/m.exec(distinguished))?.[1] ?? "its issuer";
