import * as Identity from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import type { Secret } from "../kernel/secret.ts";
import { linkOf, moment } from "./mail-words.ts";
import type { Message } from "./ports.ts";

export const factorNotices = [
  "factor.added",
  "factor.removed",
  "factor.reset",
  "factor.guessed",
  "recovery_code.used",
  "recovery_code.regenerated",
  "factor_recovery.requested",
  "factor_recovery.waiting",
  "factor_recovery.ready",
  "factor_recovery.completed",
  "factor_recovery.cancelled",
] as const;
type FactorNotice = (typeof factorNotices)[number];

export const isFactorNotice = (type: string): type is FactorNotice => factorNotices.some((each) => each === type);

type Mail = Omit<Message, "id">;
type Words = Pick<Mail, "subject" | "text">;

/** Whoever reads these has to find out that somebody else did it, and what to do then. */
export async function factorMail(
  tx: Tx,
  type: FactorNotice,
  subject: string,
  publicUrl: string,
  token: Secret<string> | undefined,
): Promise<Mail | null> {
  if (type === "factor.added") {
    const found = await Identity.factorAndPerson(tx, subject as Id<"factor">);
    return found ? { to: found.email, ...added(found, publicUrl) } : null;
  }
  if (type === "factor_recovery.requested" || type === "factor_recovery.waiting" || type === "factor_recovery.ready") {
    const found = await Identity.recoveryAndPerson(tx, subject as Id<"factorRecovery">);
    if (!found?.open) return null;
    const words =
      type === "factor_recovery.requested"
        ? token && requested(found, linkOf(publicUrl, "lost-factors", { token }))
        : recovery[type](found, publicUrl);
    return words ? { to: found.email, ...words } : null;
  }
  const who = await Identity.contactOf(tx, subject as Id<"person">);
  return who ? { to: who.email, ...plain[type](who.name, publicUrl) } : null;
}

type Recovery = NonNullable<Awaited<ReturnType<typeof Identity.recoveryAndPerson>>>;
type Added = NonNullable<Awaited<ReturnType<typeof Identity.factorAndPerson>>>;

const stranger = (publicUrl: string) =>
  `If that was not you, somebody knows your password: change it at ${publicUrl}/security, which also stops this.`;

const added = ({ name, kind, factorName }: Added, publicUrl: string): Words => ({
  subject: kind === "passkey" ? "A passkey was added" : "An authenticator app was added",
  text: `Hello ${name},

${kind === "passkey" ? "the passkey" : "the authenticator app"} "${factorName}" can now be used to sign in to your account.

If that was not you, remove it and change your password at ${publicUrl}/security
`,
});

const requested = ({ name, address, at, agent }: Recovery, link: string): Words => ({
  subject: "Have you lost your second factors?",
  text: `Hello ${name},

somebody who knows your password said that every second factor of yours is lost. If that was you, open this link within 24 hours:

${link}

Nothing changes yet: a wait begins then, and we tell you when it is over.

If it was not you, somebody knows your password: do not open the link, sign in and change your password.

Asked from: ${Identity.inWords(agent)}, address ${address || "unknown"}
Time: ${moment(at)}
`,
});

const recovery = {
  "factor_recovery.waiting": ({ name, readyAt }: Recovery, publicUrl: string): Words => ({
    subject: "Your second factors will be removed",
    text: `Hello ${name},

from ${readyAt ? moment(readyAt) : "soon"} on you can sign in with your password alone, and add a new second factor. We mail you then.

Found one again? Sign in with it: that stops this.
${stranger(publicUrl)}
`,
  }),
  "factor_recovery.ready": ({ name }: Recovery, publicUrl: string): Words => ({
    subject: "You can sign in without your second factors now",
    text: `Hello ${name},

the wait is over. Sign in at ${publicUrl}/sign-in within seven days and choose "I have lost all of these" once more: your second factors are removed then.

${stranger(publicUrl)}
`,
  }),
};

const notice =
  (subject: string, what: string, then = "") =>
  (name: string, publicUrl: string): Words => ({
    subject,
    text: `Hello ${name},

${what}

If that was not you, change your password and look at what can sign in to your account: ${publicUrl}/security
${then}`,
  });

const plain = {
  "factor.removed": notice(
    "A second factor was removed",
    "a second factor was removed from your account, and you were signed out everywhere else.",
  ),
  "factor.reset": notice(
    "Your second factors were reset",
    "an administrator removed every second factor of yours. Add a new one when you sign in next.",
  ),
  "factor.guessed": notice(
    "Somebody tries to get past your second factor",
    "somebody entered your password, or came through your company’s sign-in, and then gave wrong second factors several times. Nobody got in that way, and we slow such attempts down.",
  ),
  "recovery_code.used": notice(
    "A recovery code was used",
    "somebody signed in to your account, or confirmed that it is you, with a recovery code. That code opens nothing any more.",
  ),
  "recovery_code.regenerated": notice(
    "New recovery codes were made",
    "new recovery codes were made for your account. The old ones open nothing any more.",
  ),
  "factor_recovery.completed": notice(
    "Your second factors were removed",
    "after the wait, every second factor was removed from your account, and you were signed out everywhere else.",
  ),
  "factor_recovery.cancelled": notice(
    "Your second factors stay",
    "the removal of your second factors was stopped, because one of them was used or your password was changed.",
  ),
};
