import * as Certificates from "../certificates/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Step, StepScope } from "../kernel/long-operation/plan.ts";
import * as Settings from "../settings/index.ts";
import { putCertificates, putLackingCertificates } from "./deployed-certificates.ts";
import { type At, ifPlaced } from "./here.ts";

/** What visitors of a service are led to: it, or a page that says why not. */
export type RouteState = "live" | "stopped" | "suspended";

/** Of one that is not suspended. */
export const ownState = ({ service }: At): RouteState => (service.stoppedAt === null ? "live" : "stopped");

const hostsOf = async (scope: StepScope, { host, service }: At): Promise<string[]> => [
  host,
  ...(await Settings.front(scope.ctx, { serviceId: service.id })).hosts,
];

/** What a node's ingress makes of a service's hosts, with all that is set before it. */
export async function putRoute(scope: StepScope, at: At, port: number, state: RouteState): Promise<void> {
  const { call, home, host, service } = at;
  const front = await Settings.front(scope.ctx, { serviceId: service.id });
  const hosts = [host, ...front.hosts];
  const { primaryHost, entrants, pass, httpsOnly, hstsSeconds } = front;
  const { url } = scope.ctx.ports.addresses.ofSite(service.name);
  const secured = await Certificates.securedHosts(scope.ctx, { accountId: service.accountId, hosts });
  const origin = (name: string) =>
    httpsOnly && secured.includes(name) ? secureOrigin(name, at.node.httpsPort) : Settings.addressOf(url, name);
  const leads =
    primaryHost === null
      ? front.leads
      : hosts.filter((name) => name !== primaryHost).map((from) => ({ from, to: primaryHost }));
  const moved = leads.map(({ from, to }) => ({ from, to: origin(to), code: 301 as const, keepPath: true }));
  const redirects = [...moved, ...front.redirects];
  const tls = {
    hosts: secured,
    ...(httpsOnly && { redirectPort: at.node.httpsPort }),
    ...(hstsSeconds !== null && { hstsSeconds }),
  };
  const route = {
    ...{ site: home, hosts, port, state: state === "live" && front.maintenance ? ("maintenance" as const) : state },
    ...(redirects.length > 0 && { redirects }),
    ...(entrants.length > 0 && { auth: { realm: "This website", users: entrants } }),
    ...(pass !== undefined && { pass }),
    ...(secured.length > 0 && { tls }),
  };
  try {
    await call.putRoute(route);
  } catch (error) {
    // A node that the service has not been on before.
    if (!(error instanceof DomainError) || error.code !== "certificate.unknown") throw error;
    await putCertificates(scope.ctx, at, secured);
    await call.putRoute(route);
  }
  for (const name of hosts) scope.log(`${name} is ${state}`);
}

const secureOrigin = (name: string, port: number) => `https://${name}${port === 443 ? "" : `:${port}`}`;

/** Where a visitor gets the first page, and what lets the platform pass what is before it. */
export async function entranceOf(
  scope: StepScope,
  { host: own, service }: At,
): Promise<{ host: string; secure: boolean; cookie?: string }> {
  const { primaryHost, pass, httpsOnly } = await Settings.front(scope.ctx, { serviceId: service.id });
  const host = primaryHost ?? own;
  const { accountId } = service;
  const secure = httpsOnly && (await Certificates.securedHosts(scope.ctx, { accountId, hosts: [host] })).length > 0;
  return { host, secure, ...(pass !== undefined && { cookie: `rookery_pass=${pass}` }) };
}

export const applySettings: Step = {
  async run(scope) {
    await ifPlaced(scope, async (at) => {
      const port = at.live?.port;
      if (port === null || port === undefined) return;
      try {
        await putLackingCertificates(scope.ctx, at, await hostsOf(scope, at));
        const isOwn = at.service.state === "active" || at.service.state === "stopped";
        await putRoute(scope, at, port, isOwn ? ownState(at) : "suspended");
      } catch (error) {
        // Another service had the name until a moment ago.
        if (!(error instanceof DomainError) || error.code !== "route.host_taken") throw error;
        throw new DomainError("unavailable", error.code, error.message, { cause: error });
      }
    });
    return { done: true, message: "Visitors meet it as it is set." };
  },
};
