import { z } from "zod";
import { inbox } from "../kernel/kernel.sql.ts";
import { command } from "../kernel/operation.ts";
import { eventTypes } from "./event-types.ts";

/**
 * Takes in a verified webhook of the payment provider. Only its id goes on to the queue: whoever works on it reads the
 * object anew from the provider, so neither order nor repetition of webhooks matters.
 */
export const receive = command({
  name: "payment_event.receive",
  input: z.object({ eventId: z.string().regex(/^evt_\w{1,100}$/), type: z.string().max(100) }),
  allow: { webhook: true },
  async run({ tx, ctx }, { eventId, type }) {
    const fresh = await tx
      .insert(inbox)
      .values({ key: `stripe:${eventId}`, seenAt: ctx.now() })
      .onConflictDoNothing()
      .returning();
    const matters = fresh.length > 0 && (eventTypes as readonly string[]).includes(type);
    return {
      value: null,
      audit: { target: eventId, after: { type, repeated: fresh.length === 0 } },
      events: matters ? [{ type: "payment_event.received", subject: eventId }] : [],
    };
  },
});
