import { createHmac } from "node:crypto";

/**
 * The `Stripe-Signature` header. The time is the machine's, also when the virtual clock is elsewhere: the receiver
 * checks it against its own clock to refuse replays.
 */
export function signatureHeader(payload: string, secret: string, at = new Date()): string {
  const seconds = Math.floor(at.getTime() / 1000);
  const digest = createHmac("sha256", secret).update(`${seconds}.${payload}`).digest("hex");
  return `t=${seconds},v1=${digest}`;
}
