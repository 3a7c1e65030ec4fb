import type { ComposeApp } from "./compose-app.state.ts";
import type { Place } from "./finding.state.ts";
import type { Reading } from "./reading.state.ts";
import type { ReadService } from "./service.state.ts";

/** Which service visitors are led to: the one that says so, else the only one that exposes a port. */
export function findWebService(
  reading: Reading,
  services: readonly ReadService[],
  place: Place,
): ComposeApp["web"] | undefined {
  const { findings } = reading;
  const said = services.flatMap(({ service, webPort }) =>
    webPort === undefined ? [] : [{ service: service.name, port: webPort }],
  );
  const exposed = services.flatMap(({ service: { name, expose } }) => expose.map((port) => ({ service: name, port })));
  const candidates = said.length > 0 ? said : exposed;
  const [web, other] = candidates;
  if (!web) return findings.add("web.missing", place, "No service says on which port the app answers.");
  if (other) {
    const names = candidates.map(({ service, port }) => `"${service}" on ${port}`).join(", ");
    return findings.add("web.ambiguous", place, `Visitors could be led to ${names}.`);
  }
  const found = services.find(({ service }) => service.name === web.service);
  if (found) advise(reading, found);
  return web;
}

function advise({ findings }: Reading, { service, place }: ReadService): void {
  const { name, healthCheck, mounts, overlap } = service;
  if (healthCheck?.test === undefined || healthCheck.test[0] === "NONE") {
    findings.add("web.health", place, `Service "${name}" answers visitors and has no health check.`);
  }
  if (mounts.some(({ readOnly }) => !readOnly) && !overlap) {
    findings.add("web.overlap", place, `Service "${name}" answers visitors and writes to a volume.`);
  }
}
