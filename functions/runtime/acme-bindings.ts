import { z } from "zod";
import { Secret } from "#core/kernel/secret.ts";

const Binding = z.object({ id: z.string().min(1), key: z.base64url().min(1) });

/** What an authority gave out to us as its customer. What is wrong is told without a word of the secret itself. */
export function bindingOf(name: string, bindings: Secret<string> | undefined): { id: string; key: Secret<string> } {
  const held = z.record(z.string(), z.unknown()).safeParse(parsed(bindings?.reveal() ?? "{}"));
  if (!held.success) throw new Error('The secret acme is not of the form {"zerossl":{"id":"…","key":"…"}}.');
  const found = Binding.safeParse(held.data[name]);
  if (!found.success)
    throw new Error(`The secret acme holds no id and key, in base64url, for ${name}, which is among the authorities.`);
  return { id: found.data.id, key: new Secret(found.data.key) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What JSON.parse says quotes the text.
    return undefined;
  }
}
