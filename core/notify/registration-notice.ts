import * as Identity from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import type { Secret } from "../kernel/secret.ts";
import { asOf, linkOf, type SomebodySomewhere } from "./mail-words.ts";
import type { Message } from "./ports.ts";

/** With the link that goes on; or, to whoever has the address already, what somebody tried. */
export async function registrationMail(
  tx: Tx,
  id: Id<"registration">,
  publicUrl: string,
  token: Secret<string> | undefined,
): Promise<Omit<Message, "id"> | null> {
  const found = await Identity.registrationAndPerson(tx, id);
  if (!found) return null;
  const { name, email } = found;
  if (token) return { to: email, ...goOn(found, linkOf(publicUrl, "finish-registration", { token, email })) };
  return name === null ? null : { to: email, ...knownAlready({ ...found, name }, publicUrl) };
}

const goOn = (asked: Omit<SomebodySomewhere, "name">, link: string) => ({
  subject: "Go on with your registration",
  text: `Hello,

somebody asked to open an account with this address. If that was you, go on here, within 24 hours:

${link}

If it was not you, ignore this mail: there is no account, and nobody but you has this link.

${asOf(asked)}
`,
});

const knownAlready = ({ name, ...asked }: SomebodySomewhere, publicUrl: string) => ({
  subject: "You have an account already",
  text: `Hello ${name},

somebody, perhaps you, tried to register with this address. You have an account already, and nothing has changed.

Sign in: ${publicUrl}/sign-in
Forgot your password? ${publicUrl}/forgot-password

If it was not you, there is nothing to do: whoever tried was not told that you are here.

${asOf(asked)}
`,
});
