/** The part of ASN.1's DER encoding that certificates, and requests for them, are written in. */
function tagged(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

export const sequence = (...items: Uint8Array[]) => tagged(0x30, Buffer.concat(items));
export const set = (...items: Uint8Array[]) => tagged(0x31, Buffer.concat(items));
export const boolean = (value: boolean) => tagged(0x01, Buffer.from([value ? 0xff : 0]));
export const octetString = (content: Uint8Array) => tagged(0x04, content);
export const utf8String = (text: string) => tagged(0x0c, Buffer.from(text));
export const explicit = (tag: number, content: Uint8Array) => tagged(0xa0 | tag, content);
export const implicit = (tag: number, content: Uint8Array) => tagged(0x80 | tag, content);

export const bitString = (content: Uint8Array, unusedBits = 0) =>
  tagged(0x03, Buffer.concat([Buffer.from([unusedBits]), content]));

/** Unsigned; the caller's most significant bit must not be set, as that would make it negative. */
export const integer = (content: Uint8Array) => tagged(0x02, content);

export const generalizedTime = (at: Date) =>
  tagged(0x18, Buffer.from(`${at.toISOString().replace(/\D/g, "").slice(0, 14)}Z`));

export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}

export interface DerValue {
  tag: number;
  content: Buffer;
  /** With its tag and length. */
  whole: Buffer;
}

/** The values that stand one after the other in `bytes`. Throws where they do not end where it ends. */
export function derValues(bytes: Buffer): DerValue[] {
  const values: DerValue[] = [];
  for (let at = 0; at < bytes.length; ) {
    const tag = bytes.readUInt8(at);
    const first = bytes.readUInt8(at + 1);
    const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
    if (lengthBytes > 3 || first === 0x80) throw new RangeError("no DER");
    const length = lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes);
    const from = at + 2 + lengthBytes;
    if (from + length > bytes.length) throw new RangeError("no DER");
    values.push({ tag, content: bytes.subarray(from, from + length), whole: bytes.subarray(at, from + length) });
    at = from + length;
  }
  return values;
}
