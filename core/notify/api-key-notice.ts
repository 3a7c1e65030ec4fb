import * as ApiKeys from "../api-keys/index.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import type { Message } from "./ports.ts";

/** The mail about a key that ends soon; null when it was revoked meanwhile, or nobody is left to tell. */
export async function keyEnding(tx: Tx, keyId: Id<"apiKey">, publicUrl: string): Promise<Omit<Message, "id"> | null> {
  const found = await ApiKeys.endingAndPerson(tx, keyId);
  if (!found) return null;
  const { to, name, prefix, expiresAt } = found;
  const ends = `${expiresAt.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  return {
    to: to.email,
    subject: `The API key “${name}” will end soon`,
    text: `Hello ${to.name},

the API key “${name}” (${prefix}…) of your account works until ${ends}.

If something still uses it, make a new key and put it in its place before then: ${publicUrl}/keys

If nothing does, there is nothing to do. It ends by itself.
`,
  };
}
