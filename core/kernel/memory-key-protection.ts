import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { KeyProtection } from "./key-protection.ts";

/** For tests: protects keys for as long as the process lives, and counts how often it is asked. */
export class MemoryKeyProtection implements KeyProtection {
  readonly calls = { generate: 0, unwrap: 0 };
  /** The plaintext keys handed out, to see that their users zero them. */
  readonly handedOut: Uint8Array[] = [];
  readonly #master = randomBytes(32);

  async generate(context: Record<string, string>): Promise<{ plaintext: Uint8Array; wrapped: Uint8Array }> {
    this.calls.generate++;
    const plaintext = randomBytes(32);
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", this.#master, nonce).setAAD(bytesOf(context));
    const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
    this.handedOut.push(plaintext);
    return { plaintext, wrapped: Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]) };
  }

  async unwrap(wrapped: Uint8Array, context: Record<string, string>): Promise<Uint8Array> {
    this.calls.unwrap++;
    const decipher = createDecipheriv("aes-256-gcm", this.#master, wrapped.subarray(0, 12));
    decipher.setAAD(bytesOf(context)).setAuthTag(wrapped.subarray(12, 28));
    const plaintext = Buffer.concat([decipher.update(wrapped.subarray(28)), decipher.final()]);
    this.handedOut.push(plaintext);
    return plaintext;
  }
}

const bytesOf = (context: Record<string, string>): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).toSorted(([a], [b]) => (a < b ? -1 : 1))));
