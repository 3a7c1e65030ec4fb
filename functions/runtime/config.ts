import { z } from "zod";
import { Secret } from "#core/kernel/secret.ts";
import type { QueueName } from "../manifest.ts";

const secret = z
  .string()
  .min(1)
  .transform((value) => new Secret(value));

const Config = z.object({
  ROOKERY_STAGE: z.string().min(1),
  /** Of the portal, without a slash at its end. */
  PUBLIC_URL: z.url().transform((url) => url.replace(/\/$/, "")),
  /** Sites are at `<name>.<this>`. */
  APPS_DOMAIN: z.string().min(1),
  /** Only where sites are not on port 80 or 443. */
  SITES_PORT: z.coerce.number<string>().int().optional(),
  DATABASE_URL: secret,
  /** `host:port` of a proxy that speaks Neon's protocols, where the database is not Neon's. */
  NEON_PROXY: z.string().optional(),
  KMS_KEY_ID: z.string().min(1),
  /** Name of the deployed functions/node. */
  NODE_FUNCTION: z.string().min(1),
  QUEUE_URLS: z.string().transform((text) => JSON.parse(text) as Record<QueueName, string>),
  STRIPE_SECRET_KEY: secret,
  STRIPE_WEBHOOK_SECRET: secret,
  /** Only where Stripe is not at its own address. */
  STRIPE_API_BASE: z.url().optional(),
  SMTP_URL: secret,
  MAIL_FROM: z.string().min(3),
});
export type Config = z.output<typeof Config>;

/** Reads what a function needs. Every missing or wrong setting is named at once; no secret has a default. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = Config.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new Error(`The configuration is not complete:\n${z.prettifyError(parsed.error)}`);
}
