import { z } from "zod";
import type { Answer } from "./api.ts";
import type { Clock } from "./clock.ts";
import { Disturbance } from "./disturbance.ts";
import { Failure, type FailureSwitches } from "./failure.ts";
import type { WebhookQueue } from "./webhook-queue.ts";

export interface ControlParts {
  clock: Clock;
  failures: FailureSwitches;
  webhooks: WebhookQueue;
  /** To be called after anything that may have made new work. */
  wake: () => void;
}

const Advance = z.strictObject({ ms: z.int().min(0) });
const Redeliver = z.strictObject({ eventId: z.string() });
const Nothing = z.strictObject({}).optional();

interface Switch {
  input: z.ZodType;
  run(input: never): unknown;
}

const define = <S extends z.ZodType>(input: S, run: (input: z.output<S>) => unknown): Switch => ({ input, run });

/** What Stripe has no call for, under `/_local`: the clock, failures, and what becomes of webhooks. */
export function createControl({ clock, failures, webhooks, wake }: ControlParts) {
  const state = () => ({
    now: clock.now().toISOString(),
    failures: failures.list(),
    disturbances: webhooks.disturbances(),
    waiting: webhooks.deliveries().filter(({ state }) => state === "waiting").length,
  });
  const switches: Record<string, Switch> = {
    "GET /_local/state": define(Nothing, state),
    "GET /_local/webhooks": define(Nothing, () => webhooks.deliveries()),
    "POST /_local/clock": define(Advance, async ({ ms }) => {
      await clock.advance(ms);
      return state();
    }),
    "POST /_local/failures": define(Failure, (failure) => {
      failures.add(failure);
      return state();
    }),
    /** Everything back to normal, webhooks included. */
    "DELETE /_local/failures": define(Nothing, () => {
      failures.clear();
      webhooks.calm();
      wake();
      return state();
    }),
    "POST /_local/webhooks/disturb": define(Disturbance, (disturbance) => {
      webhooks.disturb(disturbance);
      return state();
    }),
    "POST /_local/webhooks/redeliver": define(Redeliver, ({ eventId }) => {
      webhooks.redeliver(eventId);
      wake();
      return state();
    }),
  };

  return async (method: string, path: string, contentType: string | undefined, body: string): Promise<Answer> => {
    const found = switches[`${method} ${path}`];
    if (!found)
      return json(404, { message: `There is no ${method} ${path}. There is: ${Object.keys(switches).join(", ")}` });
    // A form on a foreign page cannot send this type without asking first, and nobody answers that question.
    if (method !== "GET" && body !== "" && contentType !== "application/json") {
      return json(415, { message: "Send application/json." });
    }
    const input = found.input.safeParse(body === "" ? undefined : parse(body));
    if (!input.success) return json(400, { message: z.prettifyError(input.error) });
    try {
      return json(200, await found.run(input.data as never));
    } catch (error) {
      return json(400, { message: error instanceof Error ? error.message : String(error) });
    }
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const json = (status: number, value: unknown): Answer => ({
  status,
  headers: { "content-type": "application/json" },
  body: `${JSON.stringify(value, null, 2)}\n`,
});
