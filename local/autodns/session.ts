import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { Refusal } from "./answer.ts";
import { operation } from "./operation.ts";

export interface Login {
  user: string;
  password: string;
  context: number;
}

/** They live in memory: with a restart all are over. */
export interface Sessions {
  begin(given: Login): string;
  endAll(): void;
  has(id: string | undefined): boolean;
}

export const sessionHeader = "x-domainrobot-sessionid";

const digest = (text: string) => createHash("sha256").update(text).digest();
const same = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));
const notKnown = () => new Refusal("E0401", "User, password or context is wrong, or the session is over.", 401);

export function createSessions(login: Login): Sessions {
  const open = new Set<string>();
  return {
    begin({ user, password, context }) {
      if (!same(JSON.stringify([user, password, context]), JSON.stringify([login.user, login.password, login.context])))
        throw notKnown();
      const id = randomBytes(24).toString("hex");
      open.add(id);
      return id;
    },
    endAll: () => open.clear(),
    has: (id) => id !== undefined && open.has(id),
  };
}

export const loginOperation = operation(
  "POST /login",
  z.strictObject({ user: z.string(), password: z.string(), context: z.int() }),
  ({ sessions }, _path, body) => ({
    data: [{ user: body.user, context: body.context }],
    object: { type: "User", value: body.user },
    sessionId: sessions.begin(body),
  }),
);

/** Everything but a login is done in a session. */
export function letIn(sessions: Sessions, context: number, path: string, headers: IncomingHttpHeaders): void {
  const isKnown = path === "/login" || sessions.has([headers[sessionHeader]].flat()[0]);
  if (!isKnown || headers["x-domainrobot-context"] !== String(context)) throw notKnown();
  if ((headers["user-agent"] ?? "") === "") throw new Refusal("E0403", "A User-Agent is needed.", 403);
}
