export { compose, recordSent } from "./notice.ts";
export type { Mailer, Message } from "./ports.ts";
