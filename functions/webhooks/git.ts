import { createHmac, timingSafeEqual } from "node:crypto";
import type { HonoRequest } from "hono";
import { z } from "zod";
import { DomainError } from "#core/kernel/errors.ts";
import type { Secret } from "#core/kernel/secret.ts";

/** What a repository's host says with a webhook. Nothing is fetched for it, from nowhere. */
export interface Delivery {
  ping: boolean;
  push?: { branch: string; commit: string };
}

type Request = Pick<HonoRequest, "header">;

/**
 * Whether a body comes from whoever knows the secret: GitHub, Gitea and Forgejo sign it with HMAC-SHA256; GitLab shows the
 * secret itself, or signs as Standard Webhooks has it. One proof is enough, and a wrong one beside it is none.
 */
export function demandGenuine(body: string, req: Request, secret: Secret<string>): void {
  const key = secret.reveal();
  const hex = createHmac("sha256", key).update(body).digest("hex");
  const standard = () => {
    const signed = `${req.header("webhook-id")}.${req.header("webhook-timestamp")}.${body}`;
    const decoded = Buffer.from(key.replace(/^whsec_/, ""), "base64");
    return createHmac("sha256", decoded).update(signed).digest("base64");
  };
  const proofs: [given: string | undefined, expected: string][] = [
    [req.header("x-hub-signature-256"), `sha256=${hex}`],
    [req.header("x-gitea-signature"), hex],
    // Several, while a host changes what it signs with.
    ...(req.header("webhook-signature")?.split(" ") ?? []).map((one) => [one, `v1,${standard()}`] as [string, string]),
    [req.header("x-gitlab-token"), key],
  ];
  if (proofs.some(([given, expected]) => given !== undefined && isSame(given, expected))) return;
  throw new DomainError("invalid", "webhook.bad_signature", "The signature does not fit.");
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const branches = "refs/heads/";
const nothing = /^0+$/;

const Push = z.object({ ref: z.string().max(1_000), after: z.string() });

/** Reads what is genuine. A branch that was deleted, a tag, and whatever else hosts tell of is no push. */
export function readDelivery(body: string, req: Request): Delivery {
  const event = req.header("x-gitea-event") ?? req.header("x-gitlab-event") ?? req.header("x-github-event");
  if (event === "ping") return { ping: true };
  if (event !== "push" && event !== "Push Hook") return { ping: false };
  const parsed = Push.safeParse(jsonOf(body, req.header("content-type")));
  if (!parsed.success) throw unreadable(parsed.error);
  const { ref, after } = parsed.data;
  if (!ref.startsWith(branches) || nothing.test(after)) return { ping: false };
  return { ping: false, push: { branch: ref.slice(branches.length), commit: after } };
}

/** GitHub sends a form with the document in it where its webhook was left as it was. */
function jsonOf(body: string, type = ""): unknown {
  const text = type.startsWith("application/x-www-form-urlencoded") ? new URLSearchParams(body).get("payload") : body;
  try {
    return JSON.parse(text ?? "");
  } catch (cause) {
    throw unreadable(cause);
  }
}

const unreadable = (cause: unknown) =>
  new DomainError("invalid", "webhook.unreadable", "This is not what a push looks like.", { cause });
