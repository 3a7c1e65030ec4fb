import { DomainError } from "#core/kernel/errors.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import { compose, recordSent } from "#core/notify/index.ts";
import { described, log } from "../runtime/log.ts";
import type { Message } from "./consumer.ts";

/** Sends the mail that an event calls for, unless it was sent before. */
export async function sendMail(ctx: Ctx, { id, type, subject }: Message): Promise<void> {
  const message = await compose(ctx, { eventId: id, type: type as never, subject });
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
