export type Kind = "certificate" | "key" | "encryptedKey" | "pkcs12";

/** What one file adds to an upload: PEM, or a PKCS #12 file in base64. */
export interface Part {
  file: string;
  /** What is in it, in its order. */
  kinds: readonly Kind[];
  pem: string;
  pkcs12: string;
}

/** What the server takes of either. */
export const textMax = 100_000;

const begins = /-----BEGIN ([A-Z0-9 ]+)-----\s*(Proc-Type: 4,ENCRYPTED)?/g;

/** What is in a text of PEM; whatever else stands there counts for nothing. */
export const kindsOf = (pem: string): Kind[] =>
  [...pem.matchAll(begins)].flatMap(([, label = "", encrypted]) => {
    if (/^(?:TRUSTED |X509 )?CERTIFICATE$/.test(label)) return ["certificate" as const];
    if (!label.endsWith("PRIVATE KEY")) return [];
    return [encrypted || label.startsWith("ENCRYPTED") ? ("encryptedKey" as const) : ("key" as const)];
  });

/** A file as people have them: PEM, PKCS #12, or a certificate or a key in DER. Undefined: none of these. */
export function readPart(file: string, bytes: Uint8Array<ArrayBuffer>): Part | undefined {
  // Byte by byte: what browsers call latin1 is another code in 27 places.
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const kinds = kindsOf(text);
  if (kinds.length > 0) return text.length > textMax ? undefined : { file, kinds, pem: text, pkcs12: "" };
  const known = derKinds.find(({ holds }) => holds.test(beginningOf(bytes)));
  const base64 = btoa(text);
  if (!known || base64.length > textMax) return undefined;
  const { kind, label } = known;
  if (label === undefined) return { file, kinds: [kind], pem: "", pkcs12: base64 };
  const lines = base64.match(/.{1,64}/g) ?? [];
  const pem = [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
  return { file, kinds: [kind], pem, pkcs12: "" };
}

/** By how it goes on inside of the sequence that each of them is, in hexadecimal. */
const derKinds: readonly { kind: Kind; label?: string; holds: RegExp }[] = [
  { kind: "pkcs12", holds: /^020103/ },
  { kind: "key", label: "PRIVATE KEY", holds: /^02010030/ },
  { kind: "key", label: "RSA PRIVATE KEY", holds: /^02010002/ },
  { kind: "key", label: "EC PRIVATE KEY", holds: /^02010104/ },
  // A sequence that begins with its version, as certificates have it, or with the name of a cipher.
  { kind: "certificate", label: "CERTIFICATE", holds: /^30(?:[0-7].|81..|82....)a003/ },
  { kind: "encryptedKey", label: "ENCRYPTED PRIVATE KEY", holds: /^30(?:[0-7].|81..|82....)06/ },
];

function beginningOf(bytes: Uint8Array): string {
  const [tag, length = 0] = bytes;
  if (tag !== 0x30) return "";
  const from = 2 + (length > 0x80 ? length - 0x80 : 0);
  return [...bytes.subarray(from, from + 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** All that was given, in any order. A PKCS #12 file is whole by itself. */
export function together(parts: readonly Part[], pasted: string): { pem: string; pkcs12: string } {
  const pkcs12 = parts.find((part) => part.pkcs12 !== "")?.pkcs12 ?? "";
  if (pkcs12 !== "") return { pem: "", pkcs12 };
  return { pem: [...parts.map(({ pem }) => pem), pasted].filter((pem) => pem.trim() !== "").join("\n"), pkcs12 };
}

/** The parts with one more. One of PKCS #12 stands alone, and a file that is chosen again takes its own place. */
export const withPart = (parts: readonly Part[], added: Part): Part[] =>
  added.pkcs12 === "" ? [...parts.filter(({ file, pkcs12 }) => pkcs12 === "" && file !== added.file), added] : [added];
