import { DomainError } from "#core/kernel/errors.ts";
import { compose, type Message, recordSent } from "#core/notify/index.ts";
import { depsFrom } from "../runtime/deps.ts";
import { described, log } from "../runtime/log.ts";
import { consumer } from "./consumer.ts";

export const handler = consumer(depsFrom(process.env), "mail", async (ctx, { id, type, subject }) => {
  const message: Message | null = await compose(ctx, { eventId: id, type: type as never, subject });
  if (message === null) return;
  try {
    await ctx.ports.mailer.send(message);
  } catch (error) {
    // An address that is refused stays refused; the log keeps the server's words.
    if (!(error instanceof DomainError) || error.code !== "mail.refused") throw error;
    log("warn", "a mail was refused", { eventId: id, ...described(error) });
  }
  await recordSent(ctx, { eventId: id, type });
});
