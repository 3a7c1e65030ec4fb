import type { Fix } from "./finding.state.ts";
import { fixOf } from "./fix.state.ts";
import { type Reading, removal } from "./reading.state.ts";
import type { Entry, Value } from "./yaml-tree.state.ts";

/** `ports` said as `expose`, where that can be read off: the port inside the container stands last. */
export function portsAsExpose(reading: Reading, entry: Entry, service: Value): Fix {
  const { findings } = reading;
  const whole = findings.lines(entry.range);
  const exposed = service.kind === "map" && service.entries.some(({ key }) => key === "expose");
  const items = entry.value.kind === "list" ? entry.value.items : [];
  const ports = items.map((item) => {
    const target = item.kind === "map" ? item.entries.find(({ key }) => key === "target")?.value : item;
    return target?.kind === "scalar" ? /(?:^|:)(\d{1,5})(?:\/tcp)?$/.exec(target.text)?.[1] : undefined;
  });
  if (!whole || exposed || ports.length === 0 || ports.some((port) => port === undefined))
    return removal(reading, entry);
  const indent = " ".repeat(findings.position(entry.range.start).column - 1);
  const lines = [...new Set(ports)].map((port) => `${indent}  - "${port}"\n`);
  return fixOf("expose", entry.key, whole, `${indent}expose:\n${lines.join("")}`);
}
