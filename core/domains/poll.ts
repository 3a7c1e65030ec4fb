import { DomainError } from "../kernel/errors.ts";
import type { Ctx } from "../kernel/operation.ts";
import { noteConfirmed, noteFailure, takeMessage } from "./message.ts";

/** Of one round: the next goes on. */
const messagesMax = 30;

/**
 * Takes what the registrar has to tell, oldest first: read, kept with its effect, and only then confirmed, which brings
 * the next. Who dies in between is told the same again. Returns how many there were.
 */
export async function pollMessages(ctx: Ctx): Promise<number> {
  for (let taken = 0; taken < messagesMax; taken++) {
    const message = await ctx.ports.registrar.oldestMessage();
    if (!message) return taken;
    await takeMessage(ctx, { message }).catch(async (error: unknown) => {
      // Not while they cannot be reached: that is no matter of this message.
      const passing = error instanceof DomainError && error.kind === "unavailable";
      if (!passing) await noteFailure(ctx, { message, why: error instanceof Error ? error.message : String(error) });
      throw error;
    });
    await ctx.ports.registrar.confirmMessage(message.id);
    await noteConfirmed(ctx, { messageId: message.id });
  }
  return messagesMax;
}
