import { z } from "zod";

/** What a queue's message says of its event: ids, and nothing else. */
export const Message = z.object({ id: z.string().max(60), type: z.string().max(100), subject: z.string().max(100) });
export type Message = z.infer<typeof Message>;

/** Null for what is no message of ours. */
export function messageOf(body: string): Message | null {
  try {
    return Message.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}
