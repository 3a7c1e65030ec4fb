import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { Bulkhead } from "./bulkhead.ts";
import { PASSWORD_CHARACTERS_MAX } from "./password-policy.ts";
import type { Secret } from "./secret.ts";

const derive = promisify(argon2);

interface Cost {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
}

interface Stored extends Cost {
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/** OWASP's argon2id profile of 19 MiB. Raise it here: `needsRehash` then renews hashes as people sign in. */
const current: Cost = { memory: 19_456, passes: 2, parallelism: 1 };
/** Each takes 19 MiB and a thread of Node's four, which files and names of hosts need too. */
const hashing = new Bulkhead({ running: 2, waiting: 64 });
const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** Stands in for a person who does not exist, so that finding out costs an attacker the same time. */
const nobody: Stored = { ...current, salt: Buffer.alloc(SALT_BYTES), tag: Buffer.alloc(TAG_BYTES) };

/** A PHC string. Runs in Node's thread pool, never on the main thread. */
export async function hashPassword(password: Secret<string>): Promise<string> {
  if (tooLong(password)) throw new RangeError(`a password has at most ${PASSWORD_CHARACTERS_MAX} characters`);
  const salt = randomBytes(SALT_BYTES);
  return encode({ ...current, salt, tag: await tagOf(password, { ...current, salt, tag: nobody.tag }) });
}

/** `stored` is missing of an unknown person, and of one without a password: the answer is then false, after the same work. */
export async function verifyPassword(stored: string | null | undefined, attempt: Secret<string>): Promise<boolean> {
  const isKnown = stored !== undefined && stored !== null;
  const expected = isKnown ? decode(stored) : nobody;
  if (tooLong(attempt)) return false;
  const matches = timingSafeEqual(await tagOf(attempt, expected), expected.tag);
  return matches && isKnown;
}

/** Whether to hash again, now that the password is at hand, because the cost has been raised since. */
export function needsRehash(stored: string | null): boolean {
  if (stored === null) return false;
  const { memory, passes, parallelism, salt, tag } = decode(stored);
  return (
    memory < current.memory ||
    passes < current.passes ||
    parallelism !== current.parallelism ||
    salt.length < SALT_BYTES ||
    tag.length < TAG_BYTES
  );
}

/** The same characters hash alike on every keyboard and system: NIST 800-63B asks for normalization. */
function tagOf(password: Secret<string>, { salt, tag, ...cost }: Stored): Promise<Buffer> {
  return hashing.run(async () => {
    const message = Buffer.from(password.reveal().normalize("NFKC"), "utf8");
    try {
      return await derive("argon2id", { message, nonce: salt, tagLength: tag.length, ...cost });
    } finally {
      message.fill(0);
    }
  });
}

/** Code units bound the work even for what no person types. */
const tooLong = (password: Secret<string>): boolean => password.reveal().length > PASSWORD_CHARACTERS_MAX * 2;

const unpadded = (bytes: Buffer): string => bytes.toString("base64").replaceAll("=", "");

const encode = ({ memory, passes, parallelism, salt, tag }: Stored): string =>
  `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${unpadded(salt)}$${unpadded(tag)}`;

const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

function decode(stored: string): Stored {
  const [, memory, passes, parallelism, salt, tag] = phc.exec(stored) ?? [];
  if (salt === undefined || tag === undefined) throw new Error("a stored password hash is not an argon2id PHC string");
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, "base64"),
    tag: Buffer.from(tag, "base64"),
  };
}
