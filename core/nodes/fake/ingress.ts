import { createServer } from "node:http";
import { z } from "zod";
import { type FakeAccount, Label, Port, refused } from "./accounts.ts";

export const ingressInputs = {
  "route-put": z.strictObject({
    site: Label,
    hosts: z.array(z.string()).min(1),
    port: Port,
    state: z.enum(["live", "maintenance", "stopped", "suspended"]),
    redirects: z
      .array(
        z.strictObject({
          from: z.string(),
          to: z.string().regex(/^(https?:\/\/[a-z0-9.-]+(:\d+)?)?(\/[\w.~!&()*+,;=:@%/?#'-]*)?$/),
          code: z.literal([301, 302, 307, 308]),
          keepPath: z.boolean(),
        }),
      )
      .optional(),
    auth: z
      .strictObject({
        realm: z.string().regex(/^[A-Za-z0-9 ._-]{1,60}$/),
        users: z
          .array(z.strictObject({ name: z.string(), hash: z.string().regex(/^\$7\$[./\w]{11,75}\$[./\w]{43}$/) }))
          .min(1),
      })
      .optional(),
    pass: z
      .string()
      .regex(/^[\w-]{20,100}$/)
      .optional(),
  }),
  "route-remove": z.strictObject({ site: Label }),
  "port-connections": z.strictObject({ port: Port }),
};
type Input<P extends keyof typeof ingressInputs> = z.output<(typeof ingressInputs)[P]>;
export type FakeRoute = Input<"route-put">;

export interface IngressOfNode {
  readonly accounts: ReadonlyMap<string, FakeAccount>;
  readonly routes: ReadonlyMap<string, FakeRoute>;
  /** How many are open, by port. */
  connections: Map<number, number>;
  /** What the first page of whatever runs on a port answers with; 200 otherwise. */
  pages: Map<number, number>;
}

/** Answers real requests, by the routes that there are and the stacks that are up. */
export const fakeIngress = (node: () => IngressOfNode) =>
  createServer((request, response) => {
    const { routes, accounts, pages } = node();
    const host = request.headers.host?.split(":")[0] ?? "";
    const route = [...routes.values()].find(({ hosts }) => hosts.includes(host));
    const stacks = [...accounts.values()].flatMap(({ stacks }) => [...stacks.values()]);
    const up = stacks.some(({ state, port }) => state === "healthy" && port === route?.port);
    const off = route?.state === "suspended" || route?.state === "stopped";
    const moved = off ? undefined : route?.redirects?.find(({ from }) => from === host);
    const passes = route?.pass !== undefined && request.headers.cookie === `rookery_pass=${route.pass}`;
    const shut = off || (route?.state === "maintenance" && !passes);
    const page = moved?.code ?? (shut || !up ? 503 : route?.auth && !passes ? 401 : undefined);
    response.statusCode = !route ? 404 : (page ?? pages.get(route.port) ?? 200);
    response.end(`${host}\n`);
  });

export const ingressWork = (node: IngressOfNode, routes: Map<string, FakeRoute>) => ({
  "route-put"(route: FakeRoute) {
    for (const [site, { hosts }] of routes) {
      if (site !== route.site && hosts.some((host) => route.hosts.includes(host))) {
        throw refused("route.host_taken", "The host is answered by another site.");
      }
    }
    routes.set(route.site, route);
    return { site: route.site, state: route.state };
  },

  "route-remove"({ site }: Input<"route-remove">) {
    routes.delete(site);
    return { site, removed: true };
  },

  "port-connections": ({ port }: Input<"port-connections">) => ({ port, connections: node.connections.get(port) ?? 0 }),
});
