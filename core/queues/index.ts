export { look, oldestFirst } from "./dead-letters.ts";
export type { DeadLetter, QueueCounts, QueueDesk } from "./ports.ts";
export { demandQueue, QueueName } from "./queue.ts";
export { discard, Redriven, sendBack } from "./redrive.ts";
