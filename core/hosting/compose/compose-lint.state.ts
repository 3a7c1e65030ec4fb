import type { ComposeApp, Content } from "./compose-app.state.ts";
import { readContent } from "./content.state.ts";
import { checkDataServices } from "./data-service.state.ts";
import type { Declared } from "./declaration.state.ts";
import { settleDependencies } from "./dependency.state.ts";
import { type Finding, Findings } from "./finding.state.ts";
import { checkSum } from "./limits.state.ts";
import { readNetwork, readUsual } from "./network.state.ts";
import { entriesOf, type LintOptions, mostText, type Reading, readMap, removal } from "./reading.state.ts";
import { topLevelKeys, volumeKeys } from "./refused-keys.state.ts";
import { readService } from "./service.state.ts";
import { findWebService } from "./web-service.state.ts";
import { type Entry, readTree, type Value } from "./yaml-tree.state.ts";

export type { ComposeApp } from "./compose-app.state.ts";
export type { Finding, Fix } from "./finding.state.ts";
export type { LintOptions } from "./reading.state.ts";

export interface Lint {
  readonly findings: readonly Finding[];
  /** There when no finding is an error. */
  readonly app?: ComposeApp;
}

const mostParts = 20;

/**
 * Reads a compose file of a customer's. What it says that is not known to be safe and useful is refused with the reason;
 * the rest is an app. The editor asks while somebody types, and the server asks again.
 */
export function lintCompose(text: string, options: LintOptions): Lint {
  const findings = new Findings(text);
  const reading: Reading = { findings, options, room: mostText };
  const tree = readTree(findings);
  const app = tree && findings.errors === 0 ? readApp(reading, tree) : undefined;
  return { findings: findings.all(), ...(app && findings.errors === 0 && { app }) };
}

function readApp(reading: Reading, tree: Value): ComposeApp | undefined {
  const { findings } = reading;
  const parts: Record<"services" | "volumes" | "networks" | "configs" | "secrets", readonly Entry[]> = {
    services: [],
    volumes: [],
    networks: [],
    configs: [],
    secrets: [],
  };
  const part = (kind: keyof typeof parts) => (entry: Entry) => {
    parts[kind] = namedParts(reading, entry);
  };
  const mention = (code: "handled.name" | "handled.ignored") => (entry: Entry) => {
    findings.add(
      code,
      { path: entry.path, range: entry.keyRange },
      `The file has "${entry.key}".`,
      removal(reading, entry),
    );
  };
  readMap(
    reading,
    tree,
    "The file",
    {
      services: part("services"),
      volumes: part("volumes"),
      networks: part("networks"),
      configs: part("configs"),
      secrets: part("secrets"),
      name: mention("handled.name"),
      version: mention("handled.ignored"),
    },
    topLevelKeys,
  );
  const names = (kind: keyof typeof parts) => new Set(parts[kind].map(({ key }) => key));
  const declared: Declared = {
    services: names("services"),
    volumes: names("volumes"),
    networks: names("networks"),
    configs: names("configs"),
    secrets: names("secrets"),
  };
  for (const volume of parts.volumes) readVolume(reading, volume);
  const networks = parts.networks.map((entry) => readNetwork(reading, entry));
  const contents = (["config", "secret"] as const).flatMap((kind): Content[] =>
    parts[`${kind}s`].flatMap((entry) => readContent(reading, kind, entry) ?? []),
  );
  const read = parts.services.map((entry) => readService(reading, entry, declared)).filter(({ leftOut }) => !leftOut);
  const place = { path: [], range: { start: tree.range.start, end: tree.range.start + 1 } };
  if (read.length === 0) return findings.add("service.none", place, "The file names no service that runs.");
  const dependencies = settleDependencies(reading, read);
  const services = read.map(({ service }) => ({ ...service, dependsOn: dependencies.get(service.name) ?? [] }));
  checkSum(reading, services, place);
  const web = findWebService(reading, read, place);
  if (web) {
    const placed = services.flatMap((service, at) => ({ ...service, place: read[at]?.place ?? place }));
    checkDataServices(reading, placed, web.service);
  }
  return web && { services, web, volumes: [...declared.volumes], networks, contents };
}

/** Services become host names; the other names become parts of names on a node. */
function namedParts(reading: Reading, { value }: Entry): readonly Entry[] {
  const entries = entriesOf(reading, value).filter(({ key }) => !key.startsWith("x-"));
  for (const { key, path, keyRange } of entries) {
    const fits = /^[a-z0-9][a-z0-9_-]{0,39}$/.test(key) && key !== "localhost";
    if (!fits) reading.findings.add("name.invalid", { path, range: keyRange }, `"${key}" cannot be a name here.`);
  }
  if (entries.length > mostParts)
    reading.findings.add("service.too_many", value, `There are ${entries.length} of these.`);
  return entries.slice(0, mostParts);
}

function readVolume(reading: Reading, { key, value }: Entry): void {
  readMap(
    reading,
    value,
    `The volume "${key}"`,
    { driver: (entry) => readUsual(reading, entry, "local"), labels: () => {} },
    volumeKeys,
  );
}
