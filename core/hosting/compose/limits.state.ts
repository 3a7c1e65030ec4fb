import type { ComposeService, Limits } from "./compose-app.state.ts";
import type { Place } from "./finding.state.ts";
import { where } from "./path.state.ts";
import { bytesInWords } from "./quantity.state.ts";
import { invalid, type Reading, readMap, readText } from "./reading.state.ts";
import { deployKeys, reservationKeys } from "./refused-keys.state.ts";
import { readBytes, readWhole } from "./scalar.state.ts";
import type { Entry, Value } from "./yaml-tree.state.ts";

type Put = (limits: Limits) => void;

/** The keys of a service that limit it, in both of Compose's spellings. */
export const limitReaders = (reading: Reading, subject: string, put: Put) => ({
  mem_limit: (entry: Entry) => put(memory(reading, entry.value)),
  cpus: (entry: Entry) => put(processors(reading, entry.value)),
  pids_limit: (entry: Entry) => put(processes(reading, entry.value)),
  deploy: (entry: Entry) => readDeploy(reading, entry.value, subject, put),
});

function readDeploy(reading: Reading, value: Value, subject: string, put: Put): void {
  const resources = (entry: Entry) =>
    readMap(reading, entry.value, subject, {
      limits: (limits) =>
        readMap(
          reading,
          limits.value,
          subject,
          {
            memory: ({ value: place }) => put(memory(reading, place)),
            cpus: ({ value: place }) => put(processors(reading, place)),
            pids: ({ value: place }) => put(processes(reading, place)),
          },
          reservationKeys,
        ),
      reservations: (reserved) => {
        reading.findings.add(
          "handled.ignored",
          { path: reserved.path, range: reserved.keyRange },
          `${subject} reserves resources.`,
        );
        readMap(reading, reserved.value, subject, { memory: () => {}, cpus: () => {} }, reservationKeys);
      },
    });
  readMap(
    reading,
    value,
    `"deploy" of ${subject}`,
    {
      resources,
      replicas: (entry) => {
        const text = readText(reading, entry.value);
        if (text !== undefined && text !== "1")
          reading.findings.add("handled.scale", entry.value, `${subject} asks for ${text} containers.`);
      },
      restart_policy: (entry) =>
        reading.findings.add(
          "handled.restart",
          { path: entry.path, range: entry.keyRange },
          `${subject} says when to restart.`,
        ),
    },
    deployKeys,
  );
}

/** A container that has less cannot even start. */
const leastMemory = 6 * 2 ** 20;

function memory(reading: Reading, value: Value): Limits {
  const memoryBytes = readBytes(reading, value, leastMemory);
  return memoryBytes === undefined ? {} : { memoryBytes };
}

function processors(reading: Reading, value: Value): Limits {
  const text = readText(reading, value);
  if (text === undefined) return {};
  const { name, cpus: most } = reading.options.plan;
  const cpus = /^\d{1,4}(?:\.\d{1,4})?$/.test(text) ? Number(text) : 0;
  if (cpus < 0.01) invalid(reading, value, "a number of processors such as 0.5");
  else if (cpus > most)
    reading.findings.add("limit.plan", value, `"${where(value.path)}" is ${text}; the plan ${name} has ${most}.`);
  else return { cpus };
  return {};
}

function processes(reading: Reading, value: Value): Limits {
  const { name, processes: most } = reading.options.plan;
  const count = readWhole(reading, value, -1, 999_999_999);
  if (count === undefined) return {};
  if (count >= 1 && count <= most) return { processes: count };
  const said = count < 1 ? "no limit" : String(count);
  reading.findings.add(
    "limit.plan",
    value,
    `"${where(value.path)}" is ${said}; the plan ${name} has ${most} processes.`,
  );
  return {};
}

/** Limits that are each within the plan may be above it together. */
export function checkSum(reading: Reading, services: readonly ComposeService[], place: Place): void {
  const { name, memoryMb, cpus, processes: most } = reading.options.plan;
  const sum = (of: (limits: Limits) => number | undefined) =>
    services.reduce((total, service) => total + (of(service.limits) ?? 0), 0);
  const bytes = sum((limits) => limits.memoryBytes);
  const over = [
    bytes > memoryMb * 2 ** 20 &&
      `${bytesInWords(bytes)} of memory, and the plan ${name} has ${bytesInWords(memoryMb * 2 ** 20)}`,
    sum((limits) => limits.cpus) > cpus &&
      `${sum((limits) => limits.cpus)} processors, and the plan ${name} has ${cpus}`,
    sum((limits) => limits.processes) > most &&
      `${sum((limits) => limits.processes)} processes, and the plan ${name} has ${most}`,
  ];
  for (const words of over)
    if (words !== false) reading.findings.add("limit.sum", place, `The services may use ${words}.`);
}
