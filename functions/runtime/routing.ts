import type { QueueName } from "../manifest.ts";

/** Which queue an event goes to. Every event that a command can return stands here; a test says so. */
export const queueOf: Readonly<Record<string, QueueName>> = {
  "operation.due": "operations",
  "payment_event.received": "payments",
  "order.refund_due": "payments",
  "order.fulfilled": "mail",
  "order.refunded": "mail",
  "person.registered": "mail",
  "person.password_changed": "mail",
  "email_verification.requested": "mail",
  "password_reset.requested": "mail",
  "device.added": "mail",
};
