import { describe, expect, test } from "vitest";
import { decrypt, ENVELOPE_OVERHEAD_BYTES, encrypt, keyIdOf, UnsealError } from "./envelope.ts";
import vectors from "./envelope.vectors.json" with { type: "json" };

const key = Buffer.alloc(32, 7);
const keyId = "01JD0000000000000000000000";
const context = ["person", "totp_secret", "per_1", "person", "per_1"];
const plaintext = Buffer.from("otpauth secret");

const reasonOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof UnsealError) return error.reason;
    throw error;
  }
  return "opened";
};

test("what was sealed with a key and a context opens with both", () => {
  for (const size of [0, 1, 15, 16, 17, 1024, 100_000]) {
    const bytes = Buffer.alloc(size, 0xa5);
    const envelope = encrypt(key, keyId, context, bytes);
    expect(envelope.length).toBe(size + ENVELOPE_OVERHEAD_BYTES);
    expect(keyIdOf(envelope)).toBe(keyId);
    expect(decrypt(key, context, envelope).equals(bytes)).toBe(true);
  }
});

describe("the format is frozen", () => {
  test("there are vectors", () => expect(vectors.length).toBeGreaterThanOrEqual(4));

  for (const vector of vectors) {
    const [vectorKey, salt, bytes, sealed] = [vector.key, vector.salt, vector.plaintext, vector.sealed].map((hex) =>
      Buffer.from(hex, "hex"),
    ) as [Buffer, Buffer, Buffer, Buffer];

    test(`${vector.name} seals to the bytes it always had`, () => {
      expect(encrypt(vectorKey, vector.keyId, vector.context, bytes, () => salt).toString("hex")).toBe(vector.sealed);
    });

    test(`${vector.name} still opens`, () => {
      expect(decrypt(vectorKey, vector.context, sealed).equals(bytes)).toBe(true);
    });
  }
});

test("the same value sealed twice has nothing in common but version and key", () => {
  const [a, b] = [encrypt(key, keyId, context, plaintext), encrypt(key, keyId, context, plaintext)];
  expect(a.subarray(0, 27).equals(b.subarray(0, 27))).toBe(true);
  for (const [from, to] of [
    [27, 59],
    [59, 91],
    [91, 107],
    [107, 121],
  ]) {
    expect(a.subarray(from, to).equals(b.subarray(from, to))).toBe(false);
  }
});

describe("does not open", () => {
  const envelope = encrypt(key, keyId, context, plaintext);

  test("with any single bit flipped, in any region", () => {
    const expected = (index: number) => {
      if (index === 0) return "version";
      if (index < 27) return "altered";
      return index < 91 ? "key_mismatch" : "altered";
    };
    for (let index = 0; index < envelope.length; index++) {
      for (let bit = 0; bit < 8; bit++) {
        const changed = Buffer.from(envelope);
        changed.writeUInt8(changed.readUInt8(index) ^ (1 << bit), index);
        expect([index, bit, reasonOf(() => decrypt(key, context, changed))]).toEqual([index, bit, expected(index)]);
      }
    }
  });

  test("truncated at any length, nor with bytes added", () => {
    for (let length = 0; length < envelope.length; length++) {
      expect(reasonOf(() => decrypt(key, context, envelope.subarray(0, length)))).toBe(
        length < ENVELOPE_OVERHEAD_BYTES ? "malformed" : "altered",
      );
    }
    expect(reasonOf(() => decrypt(key, context, Buffer.concat([envelope, Buffer.of(0)])))).toBe("altered");
  });

  test("with another version byte", () => {
    for (const version of [0, 2, 255]) {
      expect(reasonOf(() => keyIdOf(Buffer.concat([Buffer.of(version), envelope.subarray(1)])))).toBe("version");
    }
  });

  test("with another key: the commitment catches it before anything is decrypted", () => {
    expect(reasonOf(() => decrypt(Buffer.alloc(32, 8), context, envelope))).toBe("key_mismatch");
  });

  test("in another context, in whichever part it differs", () => {
    for (let index = 0; index < context.length; index++) {
      const other = context.with(index, `${context[index]}x`);
      expect(reasonOf(() => decrypt(key, other, envelope))).toBe("altered");
    }
  });

  test("in a context with the same letters divided differently", () => {
    const sealed = encrypt(key, keyId, ["ab", "c"], plaintext);
    for (const other of [["a", "bc"], ["abc"], ["ab", "c", ""], ["", "ab", "c"]]) {
      expect(reasonOf(() => decrypt(key, other, sealed))).toBe("altered");
    }
  });
});

test("an error tells neither key nor plaintext nor ciphertext", () => {
  const envelope = encrypt(key, keyId, context, plaintext);
  try {
    decrypt(key, ["other"], envelope);
    expect.unreachable();
  } catch (error) {
    expect((error as Error).message).toBe("sealed value does not open: altered");
  }
});

test("a key or key id of the wrong size is refused before anything is sealed", () => {
  expect(() => encrypt(Buffer.alloc(16), keyId, context, plaintext)).toThrow(RangeError);
  expect(() => encrypt(key, "short", context, plaintext)).toThrow(RangeError);
});
