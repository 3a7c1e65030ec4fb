import { z } from "zod";
import { DomainError } from "#core/kernel/errors.ts";
import type { KeyProtection } from "#core/kernel/key-protection.ts";
import { AwsError } from "./aws/aws-error.ts";
import type { JsonService } from "./aws/json-service.ts";

/** All attempts together: a key is often wanted while a transaction is open. */
const TIMEOUT_MS = 5000;

const Blob = z.base64().transform((text) => new Uint8Array(Buffer.from(text, "base64")));
const Generated = z.object({ Plaintext: Blob, CiphertextBlob: Blob });
const Decrypted = z.object({ Plaintext: Blob });

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** `keyId` is a key's id, ARN or alias. KMS refuses to unwrap what another of its keys wrapped. */
export function kmsKeyProtection(kms: JsonService, keyId: string, timeoutMs = TIMEOUT_MS): KeyProtection {
  const ask = (operation: string, input: object): Promise<unknown> =>
    kms.call(operation, { KeyId: keyId, ...input }, AbortSignal.timeout(timeoutMs)).catch(explained);
  return {
    async generate(context) {
      const answer = await ask("GenerateDataKey", { KeySpec: "AES_256", EncryptionContext: context });
      const { Plaintext, CiphertextBlob } = Generated.parse(answer);
      return { plaintext: Plaintext, wrapped: CiphertextBlob };
    },
    async unwrap(wrapped, context) {
      const answer = await ask("Decrypt", { CiphertextBlob: base64(wrapped), EncryptionContext: context });
      return Decrypted.parse(answer).Plaintext;
    },
  };
}

/** What KMS refuses is our mistake and stays an error; what it cannot do now may work in a moment. */
function explained(error: unknown): never {
  if (error instanceof AwsError && !error.passes) throw error;
  throw new DomainError("unavailable", "keys.unavailable", "We cannot reach our key service. Try again in a moment.", {
    cause: error,
    retryAfterSeconds: 5,
  });
}
