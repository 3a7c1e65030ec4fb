import { itemsOf, type Reading, readText, removal } from "./reading.state.ts";
import type { Entry, Value } from "./yaml-tree.state.ts";

const reserved = /^(?:io\.podman|io\.containers|com\.docker|(?:[a-z]+\.)?rookery|podman)/i;

/** Labels go nowhere; those that would say whose a container is are refused, so that nobody expects them to. */
export function readLabels(reading: Reading, entry: Entry, subject: string): void {
  let some = false;
  const check = (place: Value, key: string) => {
    some = true;
    if (reserved.test(key))
      reading.findings.add("label.reserved", place, `${subject} has the label "${key}".`, removal(reading, entry));
  };
  if (entry.value.kind === "map") for (const label of entry.value.entries) check(label.value, label.key);
  else {
    for (const item of itemsOf(reading, entry.value)) {
      const text = readText(reading, item);
      if (text !== undefined) check(item, text);
    }
  }
  const place = { path: entry.path, range: entry.keyRange };
  if (some) reading.findings.add("handled.labels", place, `${subject} has labels.`, removal(reading, entry));
}
