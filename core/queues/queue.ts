import { z } from "zod";
import { notFound } from "../kernel/errors.ts";
import type { Ports } from "../kernel/operation.ts";

export const QueueName = z.string().regex(/^[a-z][a-z-]{0,39}$/, { error: "This is not the name of a queue." });

export function demandQueue({ queues }: Ports, name: string): void {
  if (!queues.names.includes(name)) throw notFound("queue");
}
