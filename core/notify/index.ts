export { compose, recordSent, sentOf } from "./notice.ts";
export type { Mailer, Message } from "./ports.ts";
