import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createSecureContext } from "node:tls";
import { z } from "zod";
import { type FakeAccount, Label, Port, refused } from "./accounts.ts";

const Host = z
  .string()
  .regex(/^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
const Token = z.string().regex(/^[\w-]{16,200}$/);

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
    tls: z
      .strictObject({
        hosts: z.array(Host).min(1),
        redirectPort: z.int().min(1).max(65_535).optional(),
        hstsSeconds: z.int().min(0).max(63_072_000).optional(),
      })
      .optional(),
  }),
  "certificate-put": z.strictObject({ host: Host, chain: z.string(), key: z.string() }),
  "challenge-put": z.strictObject({
    host: Host,
    token: Token,
    answer: z.string().regex(/^[\w-]{16,200}\.[\w-]{16,200}$/),
  }),
  "challenge-remove": z.strictObject({ host: Host, token: Token }),
  "route-remove": z.strictObject({ site: Label }),
  "port-connections": z.strictObject({ port: Port }),
};
type Input<P extends keyof typeof ingressInputs> = z.output<(typeof ingressInputs)[P]>;
export type FakeRoute = Input<"route-put">;

export interface IngressOfNode {
  readonly accounts: ReadonlyMap<string, FakeAccount>;
  readonly routes: ReadonlyMap<string, FakeRoute>;
  /** What hosts show at a handshake, and what they answer to an authority by token. */
  readonly certificates: Map<string, { chain: string; key: string }>;
  readonly challenges: Map<string, string>;
  /** How many are open, by port. */
  connections: Map<number, number>;
  /** What the first page of whatever runs on a port answers with; 200 otherwise. */
  pages: Map<number, number>;
}

const challengePath = "/.well-known/acme-challenge/";

/** Answers real requests, by the routes that there are and the stacks that are up. */
const answering =
  (node: () => IngressOfNode): RequestListener =>
  (request, response) => {
    const { routes, accounts, pages, challenges } = node();
    const host = request.headers.host?.split(":")[0] ?? "";
    if (request.url?.startsWith(challengePath)) {
      const answer = challenges.get(`${host}/${request.url.slice(challengePath.length)}`);
      response.statusCode = answer === undefined ? 404 : 200;
      return void response.end(answer);
    }
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
  };

export const fakeIngress = (node: () => IngressOfNode) => createServer(answering(node));

/** The same by https, for the hosts whose route says so. */
export const fakeTlsIngress = (node: () => IngressOfNode) =>
  createTlsServer(
    {
      SNICallback(name, done) {
        const { routes, certificates } = node();
        const secured = [...routes.values()].some(({ tls }) => tls?.hosts.includes(name));
        const shown = secured ? certificates.get(name) : undefined;
        if (!shown) return done(new Error("unrecognized name"));
        done(null, createSecureContext({ cert: shown.chain, key: shown.key }));
      },
    },
    answering(node),
  );

export const ingressWork = (node: IngressOfNode, routes: Map<string, FakeRoute>) => ({
  "route-put"(route: FakeRoute) {
    for (const [site, { hosts }] of routes) {
      if (site !== route.site && hosts.some((host) => route.hosts.includes(host))) {
        throw refused("route.host_taken", "The host is answered by another site.");
      }
    }
    for (const host of route.tls?.hosts ?? []) {
      if (!route.hosts.includes(host)) throw refused("input.invalid", "The input does not fit: tls.");
      if (!node.certificates.has(host)) throw refused("certificate.unknown", "There is no certificate for the host.");
    }
    const kept = new Set(route.hosts);
    for (const host of routes.get(route.site)?.hosts ?? []) if (!kept.has(host)) node.certificates.delete(host);
    routes.set(route.site, route);
    return { site: route.site, state: route.state };
  },

  "certificate-put"({ host, chain, key }: Input<"certificate-put">) {
    const certificate = new X509Certificate(chain);
    const [certified, kept] = [certificate.publicKey, createPublicKey(createPrivateKey(key))];
    if (!certified.equals(kept)) throw refused("certificate.other_key", "The key is not the one of the certificate.");
    if (certificate.checkHost(host) === undefined)
      throw refused("certificate.other_host", "The certificate is not for the host.");
    node.certificates.set(host, { chain, key });
    return { host };
  },

  "challenge-put"({ host, token, answer }: Input<"challenge-put">) {
    node.challenges.set(`${host}/${token}`, answer);
    return { host };
  },

  "challenge-remove"({ host, token }: Input<"challenge-remove">) {
    node.challenges.delete(`${host}/${token}`);
    return { host, removed: true };
  },

  "route-remove"({ site }: Input<"route-remove">) {
    for (const host of routes.get(site)?.hosts ?? []) node.certificates.delete(host);
    routes.delete(site);
    return { site, removed: true };
  },

  "port-connections": ({ port }: Input<"port-connections">) => ({ port, connections: node.connections.get(port) ?? 0 }),
});
