import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { isScope, type KeyScope } from "#core/kernel/permissions.state.ts";
import { Problem } from "./problem.ts";
import { keepsAnswer, type Route } from "./route.ts";
import { routes } from "./routes/index.ts";

const info = { openapi: "3.1.0", info: { title: "Rookery", version: "1" }, servers: [{ url: "/" }] };

const json = (schema: z.ZodType, description: string) => ({ description, content: { "application/json": { schema } } });

/** The routes as an OpenAPI document. Made when somebody asks for it: the API begins without the library that it takes. */
export function openApiDocument(): object {
  const app = new OpenAPIHono().basePath("/api");
  for (const [key, route] of Object.entries(routes)) describe(app, key, route as unknown as Route);
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "__Host-rookery",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "rky_live_…",
    description:
      "An API key of an account, as the header Authorization: Bearer rky_live_… Keys have scopes; each route says which one it needs.",
  });
  return app.getOpenAPI31Document(info);
}

/** What a program needs to call a route; routes of the door and of one's own matters are for people alone. */
export function scopeOf({ operation: { allow }, door }: Pick<Route, "operation" | "door">): KeyScope | undefined {
  return door === undefined && allow.permission !== undefined && isScope(allow.permission)
    ? allow.permission
    : undefined;
}

const isOpen = ({ operation: { allow }, door }: Route): boolean => allow.anyone === true && door === undefined;

function whoMayAsk(route: Route): { description: string; security?: Record<string, string[]>[]; "x-scope"?: KeyScope } {
  const { allow } = route.operation;
  const scope = scopeOf(route);
  if (scope !== undefined) {
    const security = [{ session: [] }, { apiKey: [scope] }];
    return { description: `An API key needs the scope ${scope}.`, security, "x-scope": scope };
  }
  if (isOpen(route)) return { description: "Open to everybody." };
  const description = "Not for API keys.";
  return allow.anonymous || allow.anyone ? { description } : { description, security: [{ session: [] }] };
}

const idempotencyKey = (kept: boolean) =>
  z.object({
    "idempotency-key": z
      .string()
      .regex(/^[\x21-\x7e]{1,255}$/)
      .optional()
      .meta({
        description: kept
          ? "Chosen by the caller, such as a UUID. For 24 hours the same request under the same key is answered as it was the first time, with the header idempotent-replayed, and done once. Another request under it is refused: 409, idempotency.mismatch."
          : "Accepted without effect: what is sent and answered here is not kept. Asking again does it again, or says that it is done.",
      }),
  });

function describe(app: OpenAPIHono, key: string, route: Route): void {
  const { operation, output, status, door } = route;
  const [method = "", path = ""] = key.split(" ");
  const params = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const pick = (inPath: boolean) =>
    z.object(
      Object.fromEntries(Object.entries(operation.input.shape).filter(([name]) => params.includes(name) === inPath)),
    );
  // What a cookie brings is no part of the body.
  const rest = door === "returns" ? pick(false).omit({ token: true }) : pick(false);
  const hasInput = door !== "ends" && Object.keys(rest.shape).length > 0;
  const input = method === "GET" ? { query: rest } : { body: { required: true, ...json(rest, "Input") } };
  app.openAPIRegistry.registerPath(
    createRoute({
      method: method.toLowerCase() as "get",
      path,
      operationId: operation.name,
      tags: [operation.name.split(".")[0] ?? ""],
      ...whoMayAsk(route),
      request: {
        ...(params.length > 0 && { params: pick(true) }),
        ...(hasInput && input),
        ...(method !== "GET" && { headers: idempotencyKey(keepsAnswer(method, route)) }),
      },
      responses: {
        [status]: status === 204 ? { description: "Done" } : json(output, "Done"),
        default: json(Problem, "Refused"),
      },
    }),
  );
}
