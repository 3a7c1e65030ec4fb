/**
 * Of a passkey's signature on an elliptic curve, the two numbers r and s at full length, one after the other, as Web Crypto
 * takes them. Stands in bundles for what `@simplewebauthn/server` has a whole ASN.1 library for.
 *
 * @param signature DER: a SEQUENCE of two INTEGERs (RFC 3279 section 2.2.3), and nothing besides.
 * @param curve as COSE numbers them: P-256, P-384, P-521.
 */
export function unwrapEC2Signature(signature: Uint8Array, curve: number): Uint8Array<ArrayBuffer> {
  const size = sizes[curve];
  if (size === undefined) throw new Error(`no curve of signatures has the number ${curve}`);
  const sequence = valueAt(signature, 0, 0x30);
  const r = valueAt(signature, sequence.from, 0x02);
  const s = valueAt(signature, r.to, 0x02);
  if (sequence.to !== signature.length || s.to !== signature.length) throw malformed();
  const unwrapped = new Uint8Array(2 * size);
  unwrapped.set(numberIn(signature.subarray(r.from, r.to), size), 0);
  unwrapped.set(numberIn(signature.subarray(s.from, s.to), size), size);
  return unwrapped;
}

/** Bytes of a number on each curve. */
const sizes: Readonly<Record<number, number>> = { 1: 32, 2: 48, 3: 66 };

const malformed = () => new Error("this is not a DER-encoded signature");

/** Where the value of the element of this tag begins and ends that stands at a place. None here is longer than 255 bytes. */
function valueAt(bytes: Uint8Array, at: number, tag: number): { from: number; to: number } {
  const [found, short, long] = bytes.subarray(at, at + 3);
  if (found !== tag || short === undefined) throw malformed();
  const isLong = short === 0x81;
  const length = isLong ? (long ?? 0) : short;
  if (isLong ? length < 0x80 : length >= 0x80) throw malformed();
  const from = at + (isLong ? 3 : 2);
  const to = from + length;
  if (to > bytes.length) throw malformed();
  return { from, to };
}

/** A positive number in the fewest bytes there are, at full length. */
function numberIn(bytes: Uint8Array, size: number): Uint8Array {
  const [first, second] = bytes;
  if (first === undefined || first >= 0x80) throw malformed();
  const leadsWithZero = first === 0 && second !== undefined;
  if (leadsWithZero && second < 0x80) throw malformed();
  const digits = leadsWithZero ? bytes.subarray(1) : bytes;
  if (digits.length > size) throw malformed();
  const full = new Uint8Array(size);
  full.set(digits, size - digits.length);
  return full;
}
