import { randomBytes, randomUUID } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { KmsError } from "./kms-error.ts";

const ACCOUNT = "000000000000";
const GENERATIONS_MAX = 26;

const Key = z.object({
  description: z.string(),
  state: z.enum(["Enabled", "Disabled", "PendingDeletion"]),
  createdAt: z.number(),
  deletesAt: z.number().optional(),
  generations: z.array(z.base64()).min(1),
});
const State = z.object({
  version: z.literal(1),
  keys: z.record(z.uuid(), Key).transform((keys) => new Map(Object.entries(keys))),
  aliases: z.record(z.string(), z.uuid()).transform((aliases) => new Map(Object.entries(aliases))),
});
export type Key = z.infer<typeof Key>;
type State = z.infer<typeof State>;

/** Keys and aliases in one file. A change is on disk before it can be seen. */
export class KeyStore {
  readonly #file: string;
  readonly #region: string;
  readonly #now: () => Date;
  #state: State;

  constructor(dir: string, region: string, now: () => Date) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.#file = path.join(dir, "keys.json");
    this.#region = region;
    this.#now = now;
    this.#state = readState(this.#file);
  }

  create(description: string): string {
    const id = randomUUID();
    const key: Key = { description, state: "Enabled", createdAt: this.#now().getTime(), generations: [newMaterial()] };
    this.#change((state) => {
      state.keys.set(id, key);
    });
    return id;
  }

  ids(): string[] {
    return [...this.#present().keys.keys()];
  }

  key(id: string): Key {
    const key = this.#present().keys.get(id);
    if (!key) throw new KmsError("NotFoundException", `Key '${this.arn(id)}' does not exist`);
    return key;
  }

  update(id: string, change: (key: Key) => void): void {
    this.key(id);
    this.#change((state) => {
      const key = state.keys.get(id);
      if (key) change(key);
    });
  }

  rotate(id: string): void {
    this.update(id, ({ generations }) => {
      if (generations.length === GENERATIONS_MAX) {
        throw new KmsError("LimitExceededException", "The key was rotated on demand as often as is allowed.");
      }
      generations.push(newMaterial());
    });
  }

  aliases(): [name: string, keyId: string][] {
    return [...this.#present().aliases];
  }

  setAlias(name: string, keyId: string): void {
    this.#change((state) => {
      state.aliases.set(name, keyId);
    });
  }

  deleteAlias(name: string): void {
    this.#change((state) => {
      state.aliases.delete(name);
    });
  }

  /** Takes an id, an ARN or, where AWS does, an alias. */
  resolve(given: string): string {
    const name = given.startsWith("arn:") ? this.#fromArn(given) : given;
    const id = name.startsWith("alias/") ? this.#present().aliases.get(name) : name;
    if (id === undefined) throw new KmsError("NotFoundException", `Alias ${this.arn(name)} is not found.`);
    this.key(id);
    return id;
  }

  arn(name: string): string {
    return `arn:aws:kms:${this.#region}:${ACCOUNT}:${name.startsWith("alias/") ? name : `key/${name}`}`;
  }

  metadata(id: string) {
    const { description, state, createdAt, deletesAt } = this.key(id);
    return {
      AWSAccountId: ACCOUNT,
      KeyId: id,
      Arn: this.arn(id),
      CreationDate: createdAt / 1000,
      Enabled: state === "Enabled",
      Description: description,
      KeyUsage: "ENCRYPT_DECRYPT",
      KeyState: state,
      ...(deletesAt === undefined ? {} : { DeletionDate: deletesAt / 1000 }),
      Origin: "AWS_KMS",
      KeyManager: "CUSTOMER",
      KeySpec: "SYMMETRIC_DEFAULT",
      CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
      EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
      MultiRegion: false,
    };
  }

  #fromArn(arn: string): string {
    const match = /^arn:aws:kms:([\w-]+):(\d{12}):(?:key\/([\w-]+)|(alias\/[\w/-]+))$/.exec(arn);
    if (!match) throw new KmsError("InvalidArnException", `Invalid arn ${arn}`);
    const [, region, account, key, alias] = match;
    if (region !== this.#region || account !== ACCOUNT) throw new KmsError("NotFoundException", `Invalid arn ${arn}`);
    return key ?? alias ?? "";
  }

  /** Without the keys whose waiting period has run out. */
  #present(): State {
    const now = this.#now().getTime();
    const gone = [...this.#state.keys].filter(([, { deletesAt = Infinity }]) => deletesAt <= now).map(([id]) => id);
    if (gone.length > 0) {
      this.#change(({ keys, aliases }) => {
        for (const id of gone) keys.delete(id);
        for (const [name, target] of [...aliases]) if (!keys.has(target)) aliases.delete(name);
      });
    }
    return this.#state;
  }

  #change(change: (state: State) => void): void {
    const next = structuredClone(this.#state);
    change(next);
    const { keys, aliases, version } = next;
    const stored = { version, keys: Object.fromEntries(keys), aliases: Object.fromEntries(aliases) };
    writeAtomically(this.#file, JSON.stringify(stored));
    this.#state = next;
  }
}

const newMaterial = () => randomBytes(32).toString("base64");

function readState(file: string): State {
  try {
    return State.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") {
      return { version: 1, keys: new Map(), aliases: new Map() };
    }
    throw new Error(`${file} does not hold keys; without them nothing that was sealed can be opened.`, { cause });
  }
}

function writeAtomically(file: string, text: string): void {
  const next = `${file}.next`;
  const descriptor = openSync(next, "w", 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(next, file);
}
