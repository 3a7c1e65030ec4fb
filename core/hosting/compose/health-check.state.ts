import { readTexts } from "./command-line.state.ts";
import type { HealthCheck } from "./compose-app.state.ts";
import { fixOf } from "./fix.state.ts";
import { invalid, type Reading, readMap, readText } from "./reading.state.ts";
import { readDuration, readFlag, readWhole } from "./scalar.state.ts";
import type { Entry, ListValue, Value } from "./yaml-tree.state.ts";

const hour = 3_600_000;

export function readHealthCheck(reading: Reading, value: Value, subject: string): HealthCheck {
  const check: { -readonly [Key in keyof HealthCheck]: HealthCheck[Key] } = {};
  let disabled = false;
  const duration = (name: "intervalMs" | "timeoutMs" | "startPeriodMs") => (entry: Entry) => {
    const ms = readDuration(reading, entry.value, hour);
    if (ms !== undefined) check[name] = ms;
  };
  readMap(reading, value, `The health check of ${subject}`, {
    test: (entry) => {
      const test = readTest(reading, entry.value);
      if (test) check.test = test;
    },
    interval: duration("intervalMs"),
    timeout: duration("timeoutMs"),
    start_period: duration("startPeriodMs"),
    start_interval: (entry) => {
      readDuration(reading, entry.value, hour);
      reading.findings.add(
        "handled.ignored",
        { path: entry.path, range: entry.keyRange },
        `${subject} sets "start_interval".`,
      );
    },
    retries: (entry) => {
      const retries = readWhole(reading, entry.value, 1, 100);
      if (retries !== undefined) check.retries = retries;
    },
    disable: (entry) => {
      disabled = readFlag(reading, entry.value) ?? false;
    },
  });
  return disabled ? { test: ["NONE"] } : check;
}

function readTest(reading: Reading, value: Value): readonly string[] | undefined {
  if (value.kind === "scalar") {
    const text = readText(reading, value);
    return text === undefined ? undefined : ["CMD-SHELL", text];
  }
  const words = readTexts(reading, value);
  if (!words) return undefined;
  const [kind, ...rest] = words;
  const fits =
    kind === "NONE" ? rest.length === 0 : kind === "CMD-SHELL" ? rest.length === 1 : kind === "CMD" && rest.length > 0;
  if (!fits) return invalid(reading, value, `a command, or a list that begins with "CMD", "CMD-SHELL" or "NONE"`);
  if (kind === "CMD" && value.kind === "list" && rest.some(isDivided)) {
    const [program = ""] = rest;
    reading.findings.add(
      "health.words",
      value,
      `A word after "${program}" has a space in it.`,
      asShell(reading, value),
    );
  }
  return words;
}

/** Podman joins the words with spaces and divides them again. */
const isDivided = (word: string): boolean => word === "" || /\s/.test(word);

/** The same for a shell, with the file's own words and variables in it. */
function asShell({ findings }: Reading, { items, range }: ListValue) {
  const [, ...words] = items.map((item) => (item.kind === "scalar" ? item.text : ""));
  const [shell = "", option, script, ...more] = words;
  const said =
    /^(?:\/bin\/)?(?:ba|da)?sh$/.test(shell) && option === "-c" && script !== undefined && more.length === 0
      ? script
      : words.map(quoted).join(" ");
  const end = range.start + findings.text.slice(range.start, range.end).trimEnd().length;
  return fixOf("shell", said, { start: range.start, end }, JSON.stringify(["CMD-SHELL", said]));
}

const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
