import type { ComposeApp, ComposeService } from "./compose-app.state.ts";
import { type Declared, declaration } from "./declaration.state.ts";
import { entriesOf, invalid, isNothing, itemsOf, type Reading, readMap, readText } from "./reading.state.ts";
import { networkKeys, serviceNetworkKeys } from "./refused-keys.state.ts";
import { readFlag } from "./scalar.state.ts";
import type { Entry, Value } from "./yaml-tree.state.ts";

/** A network of the app: it is its own, and the only thing to say is whether it leads outside. */
export function readNetwork(reading: Reading, { key: name, value }: Entry): ComposeApp["networks"][number] {
  let internal = false;
  readMap(
    reading,
    value,
    `The network "${name}"`,
    {
      internal: (entry) => {
        internal = readFlag(reading, entry.value) ?? false;
      },
      driver: (entry) => readUsual(reading, entry, "bridge"),
      labels: () => {},
    },
    networkKeys,
  );
  return { name, internal };
}

/** The driver that is meant when none is said may be said. */
export function readUsual(reading: Reading, entry: Entry, usual: "bridge" | "local"): void {
  const text = readText(reading, entry.value);
  if (text === undefined || text === usual) return;
  reading.findings.add(
    usual === "local" ? "volume.driver" : "network.driver",
    entry.value,
    `The driver "${text}" is not possible.`,
  );
}

/** `networks` of a service: names, or a map with aliases. */
export function readServiceNetworks(
  reading: Reading,
  value: Value,
  subject: string,
  declared: Declared,
): ComposeService["networks"] {
  const joined = new Map<string, readonly string[]>();
  const join = (place: Value, name: string, aliases: readonly string[]) => {
    if (name === "default" || declared.networks.has(name)) joined.set(name, aliases);
    else
      reading.findings.add(
        "network.unknown",
        place,
        `${subject} is on the network "${name}", which is not declared.`,
        declaration(reading, "networks", name),
      );
  };
  if (value.kind === "map") {
    for (const entry of entriesOf(reading, value))
      join(entry.value, entry.key, readAliases(reading, entry, subject, declared));
  } else {
    for (const item of itemsOf(reading, value)) {
      const name = readText(reading, item);
      if (name !== undefined) join(item, name, []);
    }
    if (isNothing(value)) invalid(reading, value, "a list of networks");
  }
  return [...joined].map(([name, aliases]) => ({ name, aliases }));
}

function readAliases(reading: Reading, { value }: Entry, subject: string, declared: Declared): string[] {
  const aliases: string[] = [];
  readMap(
    reading,
    value,
    `A network of ${subject}`,
    {
      aliases: (entry) => {
        for (const item of itemsOf(reading, entry.value)) {
          const alias = readText(reading, item);
          if (alias === undefined) continue;
          if (
            /^[a-z0-9](?:[a-z0-9_-]{0,38}[a-z0-9])?$/.test(alias) &&
            alias !== "localhost" &&
            !declared.services.has(alias)
          )
            aliases.push(alias);
          else reading.findings.add("network.alias", item, `${subject} cannot have the alias "${alias}".`);
        }
      },
    },
    serviceNetworkKeys,
  );
  return aliases;
}
