import { type KeyScope, type Keys, scopeIdOf } from "./data-key.ts";
import { decrypt, encrypt, keyIdOf, type Random, randomBytes, UnsealError } from "./envelope.ts";
import type { Id } from "./id.ts";
import { Secret } from "./secret.ts";

/** Where a sealed value lives and whose it is. It opens there and nowhere else. */
export interface SealedAddress {
  readonly table: string;
  readonly column: string;
  readonly rowId: string;
  readonly scope: KeyScope;
}

/** Ciphertext, made by `seal` or read from a sealed column. */
export class Sealed {
  readonly #bytes: Uint8Array;

  private constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Anything a column held: whether it opens is for `open` to say, so that one damaged value does not hide a list. */
  static fromBytes(bytes: Uint8Array): Sealed {
    return new Sealed(bytes);
  }

  /** The key it was sealed with. */
  get keyId(): Id<"dataKey"> {
    return `dky_${keyIdOf(this.#bytes)}`;
  }

  toBytes(): Uint8Array {
    return this.#bytes;
  }

  toString(): string {
    return "[sealed]";
  }

  toJSON(): string {
    return "[sealed]";
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return "[sealed]";
  }
}

/** Seals text or bytes with the scope's newest key. `random` is for test vectors. */
export function seal(
  keys: Keys,
  address: SealedAddress,
  plaintext: Secret<string> | Secret<Uint8Array>,
  random: Random = randomBytes,
): Promise<Sealed> {
  const revealed = plaintext.reveal();
  if (typeof revealed === "string" && !revealed.isWellFormed())
    throw new TypeError("text to seal must be valid Unicode");
  const bytes = typeof revealed === "string" ? Buffer.from(revealed, "utf8") : revealed;
  return keys.withNewest(address.scope, (key, id) =>
    Sealed.fromBytes(encrypt(key, id.slice("dky_".length), contextOf(address), bytes, random)),
  );
}

export async function open(keys: Keys, address: SealedAddress, sealed: Sealed): Promise<Secret<string>> {
  const bytes = await openRaw(keys, address, sealed);
  try {
    return new Secret(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new UnsealError("malformed");
  } finally {
    bytes.fill(0);
  }
}

export async function openBytes(keys: Keys, address: SealedAddress, sealed: Sealed): Promise<Secret<Uint8Array>> {
  return new Secret(await openRaw(keys, address, sealed));
}

/** Opens a list in order, with at most one statement for all its keys. */
export async function openAll(
  keys: Keys,
  values: readonly { readonly address: SealedAddress; readonly sealed: Sealed }[],
): Promise<Secret<string>[]> {
  await keys.preload(values.map(({ sealed }) => sealed.keyId));
  const opened: Secret<string>[] = [];
  for (const { address, sealed } of values) opened.push(await open(keys, address, sealed));
  return opened;
}

/** Whether a value should be sealed again because its scope has a newer key. */
export const isOutdated = (keys: Keys, address: SealedAddress, sealed: Sealed): Promise<boolean> =>
  keys.withNewest(address.scope, (_, id) => id !== sealed.keyId);

const openRaw = (keys: Keys, address: SealedAddress, sealed: Sealed): Promise<Buffer> =>
  keys.withKey(sealed.keyId, address.scope, (key) => decrypt(key, contextOf(address), sealed.toBytes()));

const contextOf = ({ table, column, rowId, scope }: SealedAddress): readonly string[] => [
  table,
  column,
  rowId,
  scope.kind,
  scopeIdOf(scope),
];
