import { z } from "zod";
import type { Identified } from "./ports.ts";

const Claims = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().max(254).optional().catch(undefined),
  // Some send it as text.
  email_verified: z
    .union([z.boolean(), z.enum(["true", "false"]).transform((text) => text === "true")])
    .optional()
    .catch(false),
  name: z.string().optional().catch(undefined),
  amr: z.array(z.string()).optional().catch(undefined),
  acr: z.string().optional().catch(undefined),
  auth_time: z.number().optional().catch(undefined),
});

/** What says in an ID token that a second factor was asked for: RFC 8176, REFEDS, and what came before them. */
const multiFactorReferences = [
  "https://refeds.org/profile/mfa",
  "http://schemas.openid.net/pape/policies/2007/06/multi-factor",
];

export function identifiedBy(claims: Record<string, unknown>): Identified {
  const { sub, email, email_verified, name, amr, acr, auth_time } = Claims.parse(claims);
  return {
    subject: sub,
    email: z.email().safeParse(email).data?.toLowerCase() ?? null,
    emailVerified: email_verified ?? null,
    name: name?.trim().slice(0, 80).toWellFormed() || null,
    multiFactor: amr?.includes("mfa") === true || (acr !== undefined && multiFactorReferences.includes(acr)),
    authenticatedAt: auth_time === undefined ? null : new Date(auth_time * 1000),
    claims,
  };
}

/** A claim as the values that a role can hang on: one, or a list of them; `a.b` looks into `a`. */
export function valuesOf(claims: Readonly<Record<string, unknown>>, claim: string): string[] {
  const found = claims[claim] ?? claim.split(".").reduce<unknown>(within, claims);
  return [found].flat().flatMap((each) => (typeof each === "string" || typeof each === "number" ? [String(each)] : []));
}

const within = (from: unknown, name: string): unknown =>
  typeof from === "object" && from !== null && Object.hasOwn(from, name)
    ? (from as Record<string, unknown>)[name]
    : undefined;
