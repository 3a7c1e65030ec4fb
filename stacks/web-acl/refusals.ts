import type { Problem } from "#functions/api/problem.ts";

export interface Refusal {
  status: 403 | 413 | 429;
  problem: Problem;
}

const tooMany = (retryAfterSeconds: number): Refusal => ({
  status: 429,
  problem: {
    code: "rate.limited",
    message: "Too many attempts. Wait a moment and try again.",
    requestId: "none",
    retryAfterSeconds,
  },
});

/** What the firewall answers in place of the API, in the API's own shape. It has no request id to give. */
export const refusals = {
  "too-many-requests": tooMany(60),
  "too-many-registrations": tooMany(600),
  "too-large": {
    status: 413,
    problem: { code: "input.too_large", message: "This is more than a request may carry.", requestId: "none" },
  },
  "looks-like-an-attack": {
    status: 403,
    problem: {
      code: "request.refused",
      message: "Our firewall took what you sent for an attack and refused it. Nothing was changed.",
      requestId: "none",
    },
  },
} as const satisfies Record<string, Refusal>;
export type RefusalName = keyof typeof refusals;
