import { webhookRoutes } from "../webhooks/routes.ts";
import type { BodyKind, Route } from "./route.ts";
import { routes } from "./routes/index.ts";

export interface RoutingEntry {
  method: "GET" | "POST" | "DELETE";
  /** As in `/api/orders/{orderId}`. */
  path: string;
  body: BodyKind;
  target: "api" | "webhooks";
}

/** The description of the API, for programs and for people. */
const documents = ["GET /openapi.json", "GET /reference", "GET /reference.css"];

const entry = (key: string, target: RoutingEntry["target"], body: BodyKind): RoutingEntry => {
  const [method, path] = key.split(" ");
  return { method: method as RoutingEntry["method"], path: `/api${path}`, target, body };
};

function bodyOf(key: string, { operation, body, door }: Pick<Route, "operation" | "body" | "door">): BodyKind {
  // What a path holds or a cookie brings is no part of the body.
  const elsewhere = (name: string) => key.includes(`{${name}}`) || (door === "returns" && name === "token");
  const fields = Object.keys(operation.input.shape).filter((name) => !elsewhere(name));
  return key.startsWith("GET ") || door === "ends" || fields.length === 0 ? "none" : (body ?? "inspected");
}

/** Every address that is served under /api and by which function: the gateway is made of it, and the firewall's rules. */
export const routingTable: readonly RoutingEntry[] = [
  ...Object.entries(routes).map(([key, route]) => entry(key, "api", bodyOf(key, route as unknown as Route))),
  ...documents.map((key) => entry(key, "api", "none")),
  // What providers send is proven by its signature, and quotes what people typed.
  ...webhookRoutes.map((key) => entry(key, "webhooks", "free")),
];
