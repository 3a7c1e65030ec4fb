import type { ComposeApp, ComposeService } from "./compose-app.state.ts";
import { dataServicesOf, writes } from "./data-service.state.ts";
import { type RenderContext, renderCompose } from "./render-compose.ts";

/** A service that keeps data, in a compose project of its own: a deploy leaves it alone. */
export interface DataStack {
  /** By which the other services reach it. */
  name: string;
  stack: string;
  compose: string;
  /** As the file names it. */
  image: string | undefined;
}

export interface AppStacks {
  /** Of one release. */
  release: { compose: string; seed: Record<string, never> };
  /** Each after those that it waits for. They belong to the service, and joining makes them part of a release's network. */
  data: readonly DataStack[];
  /** Whether two releases may run at once. Where not, the one before has to stop first. */
  overlaps: boolean;
}

/** How an app runs: what a release replaces, and what stays. */
export function appStacks(app: ComposeApp, context: RenderContext): AppStacks {
  const data = dataServicesOf(app.services, app.web.service);
  const tier = app.services.filter(({ name }) => !data.has(name));
  return {
    release: renderCompose({ ...part(app, tier), web: app.web }, context),
    data: inOrder(app.services.filter(({ name }) => data.has(name))).map((service) => {
      const stack = dataStackOf(context.service, service.name);
      const { name, image } = service;
      return { name, stack, image, ...renderCompose(part(app, [service]), { ...context, stack }) };
    }),
    overlaps: tier.every((service) => service.overlap || !writes(service)),
  };
}

/** Not to be mistaken for a release's, which ends in a number, or an add-on's. */
export const dataStackOf = (home: string, service: string): string => `${home}-c-${service}`;

/** Some services with what they use. Those elsewhere are started before them, so nothing waits for them here. */
function part(app: ComposeApp, services: readonly ComposeService[]): Omit<ComposeApp, "web"> {
  const names = new Set(services.map(({ name }) => name));
  const volumes = new Set(services.flatMap(({ mounts }) => mounts.map(({ volume }) => volume)));
  const networks = new Set(services.flatMap((service) => service.networks.map(({ name }) => name)));
  const contents = new Set(services.flatMap((service) => service.contents.map(({ kind, name }) => `${kind} ${name}`)));
  return {
    services: services.map((service) => ({
      ...service,
      dependsOn: service.dependsOn.filter(({ service: name }) => names.has(name)),
    })),
    volumes: app.volumes.filter((name) => volumes.has(name)),
    networks: app.networks.filter(({ name }) => networks.has(name)),
    contents: app.contents.filter(({ kind, name }) => contents.has(`${kind} ${name}`)),
  };
}

/** The linter has found that nothing waits for itself. */
function inOrder(services: readonly ComposeService[]): ComposeService[] {
  const ordered = new Set<ComposeService>();
  const add = (service: ComposeService): void => {
    for (const { service: name } of service.dependsOn) {
      const first = services.find((other) => other.name === name);
      if (first && !ordered.has(first)) add(first);
    }
    ordered.add(service);
  };
  for (const service of services) add(service);
  return [...ordered];
}
