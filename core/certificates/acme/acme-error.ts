import type { AcmeProblem } from "../ports.ts";

const prefix = "urn:ietf:params:acme:error:";

/** A no of an authority. */
export class AcmeError extends Error {
  readonly status: number;
  readonly type: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, { type, detail }: AcmeProblem, retryAfterSeconds?: number) {
    super(`${type}: ${detail}`);
    this.name = "AcmeError";
    this.status = status;
    this.type = type;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** What authorities say comes from outside, and a part of it from the machines that they have looked at. */
export function problemOf(value: unknown): AcmeProblem {
  const { type, detail } = (value ?? {}) as { type?: unknown; detail?: unknown };
  const kind = typeof type === "string" && type.startsWith(prefix) ? type.slice(prefix.length) : "unknown";
  const words = typeof detail === "string" ? detail : "It gave no reason.";
  return {
    type: kind.replace(/[^A-Za-z]/g, "").slice(0, 60),
    detail: words.replace(/[\p{C}\s]+/gu, " ").slice(0, 500),
  };
}
