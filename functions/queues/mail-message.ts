import * as Identity from "#core/identity/index.ts";
import { DomainError } from "#core/kernel/errors.ts";
import type { Id } from "#core/kernel/id.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import type { Secret } from "#core/kernel/secret.ts";
import { compose, recordSent, wasSent } from "#core/notify/index.ts";
import * as People from "#core/people/index.ts";
import { described, log } from "../runtime/log.ts";
import type { Message } from "./consumer.ts";

/** Mails with a link get its token here, after the queue: messages carry none. Null: there is nobody to send it to. */
const links: Readonly<Record<string, (ctx: Ctx, subject: string) => Promise<Secret<string> | null>>> = {
  "email_verification.requested": (ctx, subject) =>
    Identity.issueVerification(ctx, { verificationId: subject as Id<"emailVerification"> }),
  "staff_invitation.requested": (ctx, subject) =>
    Identity.issueStaffLink(ctx, { invitationId: subject as Id<"staffInvitation"> }),
  "factor_recovery.requested": (ctx, subject) =>
    Identity.issueRecovery(ctx, { recoveryId: subject as Id<"factorRecovery"> }),
  "invitation.requested": (ctx, subject) => People.issueInvitation(ctx, { invitationId: subject as Id<"invitation"> }),
  "email_change.proof_requested": (ctx, subject) =>
    Identity.issueEmailChange(ctx, { changeId: subject as Id<"emailChange">, to: "new" }),
  "email_change.approval_requested": (ctx, subject) =>
    Identity.issueEmailChange(ctx, { changeId: subject as Id<"emailChange">, to: "old" }),
  "registration.requested": (ctx, subject) =>
    Identity.issueRegistration(ctx, { registrationId: subject as Id<"registration"> }),
  "password_reset.requested": (ctx, subject) => Identity.issueReset(ctx, { resetId: subject as Id<"passwordReset"> }),
};

/** Sends the mail that an event calls for, unless it was sent before. */
export async function sendMail(ctx: Ctx, { id, type, subject }: Message): Promise<void> {
  const linkFor = links[type];
  if (linkFor && (await wasSent(ctx, { eventId: id }))) return;
  const token = (await linkFor?.(ctx, subject)) ?? undefined;
  const message = await compose(ctx, { eventId: id, type: type as never, subject, token });
  if (message === null) return;
  try {
    await ctx.ports.mailer.send(message);
  } catch (error) {
    // An address that is refused stays refused; the log keeps the server's words.
    if (!(error instanceof DomainError) || error.code !== "mail.refused") throw error;
    log("warn", "a mail was refused", { eventId: id, ...described(error) });
  }
  await recordSent(ctx, { eventId: id, type });
}
