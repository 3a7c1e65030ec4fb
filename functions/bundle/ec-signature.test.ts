import { generateKeyPairSync, randomBytes, sign, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { unwrapEC2Signature } from "./ec-signature.ts";

const curves = [
  { namedCurve: "P-256", number: 1 },
  { namedCurve: "P-384", number: 2 },
  { namedCurve: "P-521", number: 3 },
];

describe.each(curves)("a signature on $namedCurve", ({ namedCurve, number }) => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve });
  const signed = () => {
    const data = randomBytes(40);
    return { data, der: sign("sha256", data, privateKey) };
  };

  test("is the same signature without its wrapping", () => {
    // Enough for numbers with leading zeros, and with a byte that keeps them positive.
    for (let round = 0; round < 100; round++) {
      const { data, der } = signed();
      const key = { key: publicKey, dsaEncoding: "ieee-p1363" } as const;
      expect(verify("sha256", data, key, unwrapEC2Signature(der, number))).toBe(true);
    }
  });

  test("that is cut off, added to or changed where it is wrapped is refused, or is another signature", () => {
    const { data, der } = signed();
    for (let length = 0; length < der.length; length++) {
      expect(() => unwrapEC2Signature(der.subarray(0, length), number)).toThrow("DER");
    }
    expect(() => unwrapEC2Signature(Buffer.concat([der, Buffer.of(0)]), number)).toThrow("DER");
    for (let round = 0; round < 150; round++) {
      const changed = Buffer.from(der);
      const at = round % changed.length;
      changed[at] = (changed[at] ?? 0) ^ (1 + (round % 255));
      let unwrapped: Uint8Array | undefined;
      try {
        unwrapped = unwrapEC2Signature(changed, number);
      } catch (error) {
        expect(String(error)).toContain("DER");
        continue;
      }
      expect(verify("sha256", data, { key: publicKey, dsaEncoding: "ieee-p1363" }, unwrapped)).toBe(false);
    }
  });
});

test("a curve that is none is refused", () => {
  expect(() => unwrapEC2Signature(Buffer.of(0x30, 6, 2, 1, 1, 2, 1, 1), 4)).toThrow("curve");
});
