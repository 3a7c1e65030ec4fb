import type { ComposeService } from "./compose-app.state.ts";
import type { Place } from "./finding.state.ts";
import type { Reading } from "./reading.state.ts";

type Part = Pick<ComposeService, "name" | "mounts" | "overlap" | "dependsOn">;

const written = ({ mounts }: Pick<ComposeService, "mounts">): string[] =>
  mounts.flatMap(({ volume, readOnly }) => (readOnly ? [] : [volume]));

export const writes = (service: Pick<ComposeService, "mounts">): boolean => written(service).length > 0;

/**
 * Databases and the like, which a deploy leaves alone: what writes to volumes of its own, is not what visitors are led to, waits
 * for nothing else, and goes on running. A service that others wait for to end is a job of each release.
 */
export function dataServicesOf(services: readonly Part[], web: string): ReadonlySet<string> {
  const jobs = new Set(
    services.flatMap(({ dependsOn }) =>
      dependsOn.flatMap(({ service, condition }) => (condition === "service_completed_successfully" ? [service] : [])),
    ),
  );
  const tier = new Set(
    services.flatMap((service) =>
      service.name === web || service.overlap || jobs.has(service.name) || !writes(service) ? [service] : [],
    ),
  );
  // Who belongs to the tier may draw in another: until nobody is added.
  for (let before = -1; before < tier.size; ) {
    before = tier.size;
    const names = new Set([...tier].map(({ name }) => name));
    const shared = new Set([...tier].flatMap(written));
    for (const service of services) {
      const waits = service.dependsOn.some(({ service: name }) => names.has(name));
      if (waits || written(service).some((volume) => shared.has(volume))) tier.add(service);
    }
  }
  return new Set(services.filter((service) => !tier.has(service)).map(({ name }) => name));
}

/** What a service has to be to run beside releases: it is reached by its own name, which stands in DNS. */
export function checkDataServices(
  { findings }: Reading,
  services: readonly (ComposeService & { place: Place })[],
  web: string,
): void {
  const data = dataServicesOf(services, web);
  for (const { name, place, networks } of services.filter((service) => data.has(service.name))) {
    if (!/^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?$/.test(name)) {
      const what = `Service "${name}" keeps data: its name is its address for all releases, so it has 30 characters at most and no underscore.`;
      findings.add("name.invalid", place, what);
    }
    if (networks.some(({ aliases }) => aliases.length > 0)) {
      findings.add("network.alias", place, `Service "${name}" keeps data and is reached by its own name only.`);
    }
  }
}
