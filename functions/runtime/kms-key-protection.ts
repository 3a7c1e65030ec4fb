import { DecryptCommand, GenerateDataKeyCommand, type KMSClient, KMSServiceException } from "@aws-sdk/client-kms";
import { DomainError } from "#core/kernel/errors.ts";
import type { KeyProtection } from "#core/kernel/key-protection.ts";

/** All attempts together: a key is often wanted while a transaction is open. */
const TIMEOUT_MS = 5000;

/** `keyId` is a key's id, ARN or alias. KMS refuses to unwrap what another of its keys wrapped. */
export function kmsKeyProtection(client: KMSClient, keyId: string, timeoutMs = TIMEOUT_MS): KeyProtection {
  const within = () => ({ abortSignal: AbortSignal.timeout(timeoutMs) });
  return {
    async generate(context) {
      const command = new GenerateDataKeyCommand({ KeyId: keyId, KeySpec: "AES_256", EncryptionContext: context });
      const { Plaintext, CiphertextBlob } = await client.send(command, within()).catch(explained);
      if (!Plaintext || !CiphertextBlob) throw new Error("KMS answered without a key");
      return { plaintext: Plaintext, wrapped: CiphertextBlob };
    },
    async unwrap(wrapped, context) {
      const command = new DecryptCommand({ KeyId: keyId, CiphertextBlob: wrapped, EncryptionContext: context });
      const { Plaintext } = await client.send(command, within()).catch(explained);
      if (!Plaintext) throw new Error("KMS answered without a key");
      return Plaintext;
    },
  };
}

/** What KMS refuses is our mistake and stays an error; what it cannot do now may work in a moment. */
function explained(error: unknown): never {
  if (error instanceof KMSServiceException && error.$fault === "client" && !error.$retryable) throw error;
  throw new DomainError("unavailable", "keys.unavailable", "We cannot reach our key service. Try again in a moment.", {
    cause: error,
    retryAfterSeconds: 5,
  });
}
