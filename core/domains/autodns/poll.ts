import { z } from "zod";
import type { RegistrarMessage } from "../ports.ts";
import { type Autodns, segment } from "./client.ts";
import { Job, stateOf } from "./job.ts";

const PollMessage = z.object({
  id: z.number(),
  ctid: z.string().nullish(),
  stid: z.string().nullish(),
  job: Job.extend({ id: z.number().nullish() }).nullish(),
  notify: z.object({ type: z.string().nullish() }).nullish(),
  object: z.object({ value: z.string().nullish() }).nullish(),
  messages: z.array(z.object({ text: z.string().nullish() })).nullish(),
});

/** The oldest message. It stays the oldest until it is confirmed. */
export async function oldestMessage(call: Autodns): Promise<RegistrarMessage | undefined> {
  const [message] = (await call({ method: "GET", path: "/poll", data: PollMessage })).data;
  if (!message) return undefined;
  const { id, ctid = null, stid = null, job, notify, object, messages } = message;
  return {
    ...{ id, ctid, stid, subject: object?.value ?? null },
    job: job && typeof job.id === "number" ? { id: job.id, state: stateOf(job.status) } : null,
    what: notify?.type ?? job?.action ?? "message",
    words: messages?.flatMap(({ text }) => text ?? []).join("; ") || null,
  };
}

/** Only after what it says has been kept: it is not told twice. */
export async function confirmMessage(call: Autodns, id: number): Promise<void> {
  await call({ method: "PUT", path: `/poll/${segment(id)}`, data: z.unknown() });
}
