import { z } from "zod";
import { inbox } from "../kernel/kernel.sql.ts";
import { command } from "../kernel/operation.ts";

/** However often somebody knocks, we look once in this time. */
const everySeconds = 10;

/** Somebody says that the registrar has something to tell. Nothing of what they say is believed: it is only time to look. */
export const wake = command({
  name: "registrar_message.wake",
  input: z.object({}),
  allow: { webhook: true },
  async run({ tx, ctx }) {
    const window = Math.floor(ctx.now().getTime() / (everySeconds * 1000));
    const fresh = await tx
      .insert(inbox)
      .values({ key: `autodns:${window}`, seenAt: ctx.now() })
      .onConflictDoNothing()
      .returning();
    if (fresh.length === 0) return { value: null, audit: "unchanged", events: [] };
    return {
      value: null,
      audit: { target: "registrar" },
      events: [{ type: "registrar.poll_due", subject: "registrar" }],
    };
  },
});
