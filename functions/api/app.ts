import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import * as ApiKeys from "#core/api-keys/index.ts";
import * as Identity from "#core/identity/index.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { DomainError } from "#core/kernel/errors.ts";
import type { Ctx } from "#core/kernel/operation.ts";
import type { Deps } from "../runtime/deps.ts";
import { log, logAbout } from "../runtime/log.ts";
import { measure } from "../runtime/metrics.ts";
import { bearerOf } from "./bearer.ts";
import { clientOf } from "./caller.ts";
import { type Env, mount } from "./mount.ts";
import { refuse } from "./problem.ts";
import { mountReference } from "./reference.ts";
import type { Route, RouteKey } from "./route.ts";
import { routes } from "./routes/index.ts";
import { sessionCookie } from "./session-cookie.ts";

const bodyMaxBytes = 256 * 1024;
const signInFailures = new Set(["identity.wrong_credentials", "identity.wrong_factor"]);
/** Of a path, in the log. */
const pathMax = 200;
export type ApiDeps = Pick<Deps, "as" | "db" | "now"> & { config: { PUBLIC_URL: string } };

/** The gateway's, so that its log and ours can be read together. It goes into the audit log, so it has to look like one. */
function requestIdOf(headers: Headers): string {
  const given = headers.get("x-amzn-trace-id");
  return given !== null && /^[\w=;:-]{1,200}$/.test(given) ? given : crypto.randomUUID();
}

export function buildApi(deps: ApiDeps): Hono<Env> {
  const app = new Hono<Env>().basePath("/api");
  const cookie = sessionCookie(deps.config.PUBLIC_URL);
  const origin = new URL(deps.config.PUBLIC_URL).origin;

  app.onError((error, c) => {
    if (error instanceof DomainError && signInFailures.has(error.code)) measure("SignInFailures");
    return refuse(error, c.get("ctx")?.requestId ?? "none");
  });
  app.notFound((c) =>
    refuse(new DomainError("not_found", "route.not_found", "There is nothing here."), requestIdOf(c.req.raw.headers)),
  );
  app.use(async (c, next) => {
    const requestId = requestIdOf(c.req.raw.headers);
    const token = cookie.read(c);
    const client = clientOf(c.req.raw.headers, {
      session: token,
      device: cookie.readDevice(c),
      signIn: cookie.readPending(c, "sign_in"),
      passkey: cookie.readPending(c, "passkey"),
    });
    const as = (actor: Actor): Ctx => ({ ...deps.as(actor, requestId), client });
    c.set("ctx", as({ type: "anonymous" }));
    const key = bearerOf(c.req.raw.headers);
    if (key !== undefined && token !== undefined) {
      throw new DomainError("invalid", "auth.session_and_key", "Send an API key or a session's cookie, not both.");
    }
    // SameSite=Strict keeps other sites' requests without a session; this keeps them out altogether. Programs have keys,
    // which no browser adds to what another site has it send.
    if (key === undefined && c.req.method !== "GET" && c.req.header("origin") !== origin) {
      throw new DomainError("forbidden", "auth.wrong_origin", "This request does not come from our own pages.");
    }
    if (key !== undefined) {
      c.set("ctx", as(await ApiKeys.authenticate(deps.db, key, deps.now(), client.address)));
    } else if (token !== undefined) {
      const { actor, ...rest } = await Identity.authenticate(deps.db, token, deps.now(), client);
      c.set("ctx", { ...as(actor), ...rest });
    }
    const startedAt = performance.now();
    await logAbout(c.get("ctx"), async () => {
      await next();
      const milliseconds = Math.round(performance.now() - startedAt);
      log("info", "request", {
        method: c.req.method,
        path: c.req.path.slice(0, pathMax),
        status: c.res.status,
        milliseconds,
      });
    });
    if (!c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
    c.header("x-content-type-options", "nosniff");
    c.header("x-request-id", requestId);
  });
  app.use(
    bodyLimit({
      maxSize: bodyMaxBytes,
      onError: () => {
        throw new DomainError("too_large", "input.too_large", "This is more than a request may carry.");
      },
    }),
  );
  for (const [key, route] of Object.entries(routes)) mount(app, key as RouteKey, route as unknown as Route, cookie);
  app.get("/openapi.json", async (c) => c.json((await import("./open-api.ts")).openApiDocument()));
  mountReference(app);
  return app;
}
