import { randomBytes } from "node:crypto";
import { z } from "zod";
import { type EncryptionContext, open, originOf, seal } from "./ciphertext.ts";
import type { KeyStore } from "./key-store.ts";
import { KmsError } from "./kms-error.ts";
import {
  AliasName,
  ByteCount,
  Ciphertext,
  Context,
  KeyId,
  Plaintext,
  parseRequest,
  Symmetric,
  Unsupported,
} from "./request.ts";

const DAY_MS = 86_400_000;

export type Operation = (store: KeyStore, body: unknown, now: Date) => object;

function operation<S extends z.ZodType>(
  schema: S,
  run: (store: KeyStore, input: z.output<S>, now: Date) => object | undefined,
): Operation {
  return (store, body, now) => run(store, parseRequest(schema, body), now) ?? {};
}

const OneKey = z.object({ KeyId });
const DataKey = z.object({
  KeyId,
  EncryptionContext: Context,
  KeySpec: z.enum(["AES_128", "AES_256"]).optional(),
  NumberOfBytes: ByteCount.optional(),
  Recipient: Unsupported,
  DryRun: Unsupported,
});
const Alias = z.object({ AliasName, TargetKeyId: KeyId });

export const operations: Readonly<Record<string, Operation>> = {
  CreateKey: operation(
    z.object({
      Description: z.string().max(8192).default(""),
      KeySpec: Symmetric,
      KeyUsage: z.literal("ENCRYPT_DECRYPT").optional(),
      Origin: z.literal("AWS_KMS").optional(),
      MultiRegion: z.literal(false).optional(),
    }),
    (store, { Description }) => ({ KeyMetadata: store.metadata(store.create(Description)) }),
  ),
  DescribeKey: operation(OneKey, (store, input) => ({ KeyMetadata: store.metadata(store.resolve(input.KeyId)) })),
  ListKeys: operation(z.object({}), (store) => ({
    Keys: store.ids().map((id) => ({ KeyId: id, KeyArn: store.arn(id) })),
    Truncated: false,
  })),
  EnableKey: operation(OneKey, (store, input) => {
    store.update(changeable(store, input.KeyId), (key) => {
      key.state = "Enabled";
    });
  }),
  DisableKey: operation(OneKey, (store, input) => {
    store.update(changeable(store, input.KeyId), (key) => {
      key.state = "Disabled";
    });
  }),
  RotateKeyOnDemand: operation(OneKey, (store, input) => {
    const id = usable(store, changeable(store, input.KeyId));
    store.rotate(id);
    return { KeyId: id };
  }),
  ScheduleKeyDeletion: operation(
    z.object({ KeyId, PendingWindowInDays: z.int().min(7).max(30).default(30) }),
    (store, { KeyId: given, PendingWindowInDays }, now) => {
      const id = changeable(store, given);
      const deletesAt = now.getTime() + PendingWindowInDays * DAY_MS;
      store.update(id, (key) => {
        key.state = "PendingDeletion";
        key.deletesAt = deletesAt;
      });
      return { KeyId: store.arn(id), DeletionDate: deletesAt / 1000, KeyState: "PendingDeletion", PendingWindowInDays };
    },
  ),
  CancelKeyDeletion: operation(OneKey, (store, input) => {
    const id = named(store, input.KeyId);
    if (store.key(id).state !== "PendingDeletion") throw invalidState(store, id);
    store.update(id, (key) => {
      key.state = "Disabled";
      delete key.deletesAt;
    });
    return { KeyId: store.arn(id) };
  }),

  CreateAlias: operation(Alias, (store, input) => {
    const name = newAlias(input.AliasName);
    if (store.aliases().some(([taken]) => taken === name)) {
      throw new KmsError("AlreadyExistsException", `An alias with the name ${store.arn(name)} already exists`);
    }
    store.setAlias(name, changeable(store, input.TargetKeyId));
  }),
  UpdateAlias: operation(Alias, (store, input) => {
    store.resolve(newAlias(input.AliasName));
    store.setAlias(input.AliasName, changeable(store, input.TargetKeyId));
  }),
  DeleteAlias: operation(z.object({ AliasName }), (store, input) => {
    store.resolve(newAlias(input.AliasName));
    store.deleteAlias(input.AliasName);
  }),
  ListAliases: operation(z.object({ KeyId: KeyId.optional() }), (store, input) => {
    const only = input.KeyId === undefined ? undefined : store.resolve(input.KeyId);
    const listed = store.aliases().filter(([, id]) => only === undefined || only === id);
    const Aliases = listed.map(([name, id]) => ({ AliasName: name, AliasArn: store.arn(name), TargetKeyId: id }));
    return { Aliases, Truncated: false };
  }),

  GenerateDataKey: operation(DataKey, generateDataKey),
  GenerateDataKeyWithoutPlaintext: operation(DataKey, (store, input) => {
    const { Plaintext: _, ...wrapped } = generateDataKey(store, input);
    return wrapped;
  }),
  GenerateRandom: operation(z.object({ NumberOfBytes: ByteCount, Recipient: Unsupported }), (_, { NumberOfBytes }) => ({
    Plaintext: randomBytes(NumberOfBytes).toString("base64"),
  })),
  Encrypt: operation(
    z.object({ KeyId, Plaintext, EncryptionContext: Context, EncryptionAlgorithm: Symmetric, DryRun: Unsupported }),
    (store, input) => ({
      ...encrypt(store, input.KeyId, input.Plaintext, input.EncryptionContext),
      EncryptionAlgorithm: input.EncryptionAlgorithm,
    }),
  ),
  Decrypt: operation(
    z.object({
      CiphertextBlob: Ciphertext,
      KeyId: KeyId.optional(),
      EncryptionContext: Context,
      EncryptionAlgorithm: Symmetric,
      Recipient: Unsupported,
      DryRun: Unsupported,
    }),
    (store, input) => {
      const { id, plaintext } = decrypt(store, input.CiphertextBlob, input.KeyId, input.EncryptionContext);
      const { EncryptionAlgorithm } = input;
      return { KeyId: store.arn(id), Plaintext: plaintext.toString("base64"), EncryptionAlgorithm };
    },
  ),
  ReEncrypt: operation(
    z.object({
      CiphertextBlob: Ciphertext,
      SourceKeyId: KeyId.optional(),
      SourceEncryptionContext: Context,
      SourceEncryptionAlgorithm: Symmetric,
      DestinationKeyId: KeyId,
      DestinationEncryptionContext: Context,
      DestinationEncryptionAlgorithm: Symmetric,
      DryRun: Unsupported,
    }),
    (store, input) => {
      const { id, plaintext } = decrypt(store, input.CiphertextBlob, input.SourceKeyId, input.SourceEncryptionContext);
      return {
        ...encrypt(store, input.DestinationKeyId, plaintext, input.DestinationEncryptionContext),
        SourceKeyId: store.arn(id),
        SourceEncryptionAlgorithm: input.SourceEncryptionAlgorithm,
        DestinationEncryptionAlgorithm: input.DestinationEncryptionAlgorithm,
      };
    },
  ),
};

function generateDataKey(store: KeyStore, input: z.output<typeof DataKey>) {
  if ((input.KeySpec === undefined) === (input.NumberOfBytes === undefined)) {
    throw new KmsError("ValidationException", "Please specify either number of bytes or key spec.");
  }
  const plaintext = randomBytes(input.NumberOfBytes ?? (input.KeySpec === "AES_128" ? 16 : 32));
  return {
    ...encrypt(store, input.KeyId, plaintext, input.EncryptionContext),
    Plaintext: plaintext.toString("base64"),
  };
}

function encrypt(store: KeyStore, given: string, plaintext: Buffer, context: EncryptionContext) {
  const keyId = usable(store, store.resolve(given));
  const generation = store.key(keyId).generations.length - 1;
  const blob = seal(material(store, keyId, generation), { keyId, generation }, plaintext, context);
  return { KeyId: store.arn(keyId), CiphertextBlob: blob.toString("base64") };
}

function decrypt(store: KeyStore, blob: Buffer, expected: string | undefined, context: EncryptionContext) {
  const origin = originOf(blob);
  if (!origin || !store.ids().includes(origin.keyId)) throw new KmsError("InvalidCiphertextException", "");
  if (expected !== undefined && store.resolve(expected) !== origin.keyId) {
    throw new KmsError("IncorrectKeyException", "The key ID in the request does not identify a key that can do this.");
  }
  const id = usable(store, origin.keyId);
  const plaintext = open(material(store, id, origin.generation), blob, context);
  if (!plaintext) throw new KmsError("InvalidCiphertextException", "");
  return { id, plaintext };
}

function material(store: KeyStore, id: string, generation: number): Buffer {
  const text = store.key(id).generations[generation];
  if (text === undefined) throw new KmsError("InvalidCiphertextException", "");
  return Buffer.from(text, "base64");
}

function usable(store: KeyStore, id: string): string {
  const { state } = store.key(id);
  if (state === "Disabled") throw new KmsError("DisabledException", `${store.arn(id)} is disabled.`);
  if (state !== "Enabled") throw invalidState(store, id);
  return id;
}

/** Operations on the key itself take no alias, so that an alias moved meanwhile cannot hit the wrong key. */
function named(store: KeyStore, given: string): string {
  if (given.includes("alias/")) throw new KmsError("NotFoundException", `Invalid keyId ${given}`);
  return store.resolve(given);
}

function changeable(store: KeyStore, given: string): string {
  const id = named(store, given);
  if (store.key(id).state === "PendingDeletion") throw invalidState(store, id);
  return id;
}

const invalidState = (store: KeyStore, id: string) =>
  new KmsError("KMSInvalidStateException", `${store.arn(id)} is ${store.key(id).state}.`);

function newAlias(name: string): string {
  if (!/^alias\/[\w/-]+$/.test(name) || name.startsWith("alias/aws/")) {
    throw new KmsError("InvalidAliasNameException", `${name} is not a name for an alias.`);
  }
  return name;
}
