import { type ComposeService, conditions, type Dependency } from "./compose-app.state.ts";
import type { Place } from "./finding.state.ts";
import { entriesOf, invalid, itemsOf, type Reading, readMap, readText } from "./reading.state.ts";
import { readFlag } from "./scalar.state.ts";
import type { Value } from "./yaml-tree.state.ts";

/** Where a dependency stands, and whether the app is complete without it. */
export interface Waiting extends Dependency {
  readonly place: Place;
  readonly required: boolean;
}

/** `depends_on`: a list of services, or a map with conditions. */
export function readDependencies(reading: Reading, value: Value, subject: string): Waiting[] {
  if (value.kind !== "map") {
    return itemsOf(reading, value).flatMap((place) => {
      const service = readText(reading, place);
      return service === undefined ? [] : [{ service, condition: "service_started", place, required: true }];
    });
  }
  return entriesOf(reading, value).map((entry) => {
    let condition: Dependency["condition"] = "service_started";
    let required = true;
    readMap(reading, entry.value, `What ${subject} waits for`, {
      condition: ({ value: place }) => {
        const text = readText(reading, place);
        const known = conditions.find((name) => name === text);
        if (known) condition = known;
        else if (text !== undefined) invalid(reading, place, `one of ${conditions.join(", ")}`);
      },
      required: (flag) => {
        required = readFlag(reading, flag.value) ?? true;
      },
      // A release starts as a whole: nothing restarts alone.
      restart: (flag) => readFlag(reading, flag.value),
    });
    return { service: entry.key, condition, place: { path: entry.path, range: entry.keyRange }, required };
  });
}

export interface Waits {
  readonly service: ComposeService;
  readonly waiting: readonly Waiting[];
}

/** What each service really waits for, once it is known which there are. */
export function settleDependencies(reading: Reading, all: readonly Waits[]): Map<string, Dependency[]> {
  const services = new Map(all.map(({ service }) => [service.name, service]));
  const settled = new Map<string, Dependency[]>();
  for (const { service, waiting } of all) {
    const found: Dependency[] = [];
    for (const { service: name, condition, place, required } of waiting) {
      const target = services.get(name);
      if (target) found.push({ service: name, condition });
      else if (required)
        reading.findings.add(
          "depends.unknown",
          place,
          `Service "${service.name}" waits for "${name}", which is no service that runs here.`,
        );
      const unchecked = target?.healthCheck?.test === undefined || target.healthCheck.test[0] === "NONE";
      if (target && condition === "service_healthy" && unchecked) {
        reading.findings.add("depends.health", place, `Service "${service.name}" waits until "${name}" is healthy.`);
      }
    }
    settled.set(service.name, found);
  }
  for (const { service, waiting } of all) {
    const place = waiting[0]?.place;
    if (place && reaches(settled, service.name)) {
      reading.findings.add(
        "depends.cycle",
        place,
        `Service "${service.name}" waits for itself, directly or through others.`,
      );
    }
  }
  return settled;
}

function reaches(settled: ReadonlyMap<string, readonly Dependency[]>, start: string): boolean {
  const seen = new Set<string>();
  const next = [start];
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    for (const { service } of settled.get(name) ?? []) {
      if (service === start) return true;
      if (!seen.has(service)) next.push(service);
      seen.add(service);
    }
  }
  return false;
}
