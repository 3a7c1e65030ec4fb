import * as Identity from "../identity/index.ts";
import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import type { Secret } from "../kernel/secret.ts";
import { emailChangeMail, emailChangeNotices, isEmailChangeNotice } from "./email-change-notice.ts";
import { factorMail, factorNotices, isFactorNotice } from "./factor-notice.ts";
import { asOf, linkOf, moment, type SomebodySomewhere } from "./mail-words.ts";
import type { Message } from "./ports.ts";
import { registrationMail } from "./registration-notice.ts";
import { supportMail } from "./support-notice.ts";

export const identityNotices = [
  ...factorNotices,
  ...emailChangeNotices,
  "person.registered",
  "person.password_changed",
  "device.added",
  "password_reset.requested",
  "registration.requested",
  "email_verification.requested",
  "staff_invitation.requested",
  "support.begun",
] as const;
export type IdentityNotice = (typeof identityNotices)[number];

type Mail = Omit<Message, "id">;

/** The mail about who somebody is to us, as things are now. */
export async function identityMail(
  tx: Tx,
  type: IdentityNotice,
  subject: string,
  publicUrl: string,
  token: Secret<string> | undefined,
  now: Date,
): Promise<Mail | null> {
  if (type === "password_reset.requested") {
    const found = token && (await Identity.resetAndPerson(tx, subject as Id<"passwordReset">));
    return found
      ? { to: found.email, ...passwordReset(found, linkOf(publicUrl, "reset-password", { token, email: found.email })) }
      : null;
  }
  if (isEmailChangeNotice(type)) {
    return emailChangeMail(tx, type, subject as Id<"emailChange">, publicUrl, token, now);
  }
  if (type === "registration.requested") {
    return registrationMail(tx, subject as Id<"registration">, publicUrl, token);
  }
  if (type === "device.added") {
    const found = await Identity.deviceAndPerson(tx, subject as Id<"device">);
    return found ? { to: found.email, ...newDevice(found, publicUrl) } : null;
  }
  if (type === "email_verification.requested") {
    const found = token && (await Identity.verificationAndPerson(tx, subject as Id<"emailVerification">));
    return found
      ? { to: found.email, ...verification(found.name, linkOf(publicUrl, "verify-email", { token })) }
      : null;
  }
  if (type === "support.begun") return supportMail(tx, subject as Id<"acting">, publicUrl);
  if (type === "staff_invitation.requested") {
    const found = token && (await Identity.invitationAndPerson(tx, subject as Id<"staffInvitation">));
    return found
      ? {
          to: found.email,
          ...staffInvitation(found.name, (await Identity.staffLinkTo(publicUrl, found.email, token)).reveal()),
        }
      : null;
  }
  if (isFactorNotice(type)) return factorMail(tx, type, subject, publicUrl, token);
  const who = await Identity.contactOf(tx, subject as Id<"person">);
  if (!who) return null;
  return { to: who.email, ...(type === "person.registered" ? welcome : passwordChanged)(who.name, publicUrl) };
}

const verification = (name: string, link: string) => ({
  subject: "Confirm your email address",
  text: `Hello ${name},

please confirm that this is your address, within 24 hours:

${link}

If you did not register, do nothing: without your confirmation the address counts for nobody.
`,
});

const staffInvitation = (name: string, link: string) => ({
  subject: "You were appointed to staff at Rookery",
  text: `Hello ${name},

choose your password, within 72 hours:

${link}

The link works once. If you did not expect it, do nothing and tell whoever runs this platform.
`,
});

const welcome = (name: string, publicUrl: string) => ({
  subject: "Welcome to Rookery",
  text: `Hello ${name},

your account is ready. You can order your first site at ${publicUrl}/order.

Where you are signed in: ${publicUrl}/security
`,
});

const passwordChanged = (name: string, publicUrl: string) => ({
  subject: "Your password was changed",
  text: `Hello ${name},

the password of your account was changed, and you were signed out everywhere else.

If that was not you, somebody knows your password: reply to this mail at once.

Where you are signed in: ${publicUrl}/security
`,
});

const passwordReset = ({ name, ...asked }: SomebodySomewhere, link: string) => ({
  subject: "Choose a new password",
  text: `Hello ${name},

somebody asked to reset the password of your account. If that was you, choose a new one here, within 15 minutes:

${link}

If it was not you, ignore this mail: nothing has changed, and nobody but you has this link.

${asOf(asked)}
`,
});

const newDevice = ({ name, address, at, agent }: SomebodySomewhere, publicUrl: string) => ({
  subject: "Signed in on a new device",
  text: `Hello ${name},

somebody signed in to your account on a device that we had not seen before.

Device: ${Identity.inWords(agent)}
Address: ${address || "unknown"}
Time: ${moment(at)}

If that was you, there is nothing to do. If not, end that session and change your password at ${publicUrl}/security
`,
});
