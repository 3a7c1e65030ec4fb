export { compose, recordSent, sentOf, wasSent } from "./notice.ts";
export type { Mailer, Message } from "./ports.ts";
