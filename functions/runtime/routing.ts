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
  "factor.added": "mail",
  "factor.removed": "mail",
  "factor.reset": "mail",
  "recovery_code.used": "mail",
  "recovery_code.regenerated": "mail",
  "factor_recovery.requested": "mail",
  "factor_recovery.waiting": "mail",
  "factor_recovery.ready": "mail",
  "factor_recovery.completed": "mail",
  "factor_recovery.cancelled": "mail",
};
