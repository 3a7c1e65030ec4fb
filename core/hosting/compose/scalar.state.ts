import { where } from "./path.state.ts";
import { bytesInWords, bytesOf, durationOf } from "./quantity.state.ts";
import { invalid, type Reading, readText } from "./reading.state.ts";
import type { Value } from "./yaml-tree.state.ts";

export function readFlag(reading: Reading, value: Value): boolean | undefined {
  const text = readText(reading, value);
  if (text === undefined) return undefined;
  return text === "true" ? true : text === "false" ? false : invalid(reading, value, "true or false");
}

export function readWhole(reading: Reading, value: Value, least: number, most: number): number | undefined {
  const text = readText(reading, value);
  if (text === undefined) return undefined;
  const number = /^-?\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  return invalid(reading, value, `a whole number from ${least} to ${most}`);
}

/** A text of a form that `expected` says in words. */
export function readForm(reading: Reading, value: Value, form: RegExp, expected: string): string | undefined {
  const text = readText(reading, value);
  if (text === undefined || form.test(text)) return text;
  return invalid(reading, value, expected);
}

export function readDuration(reading: Reading, value: Value, mostMs: number): number | undefined {
  const text = readText(reading, value);
  if (text === undefined) return undefined;
  const ms = durationOf(text);
  if (ms === undefined) return invalid(reading, value, "a duration such as 30s or 1m30s");
  if (ms <= mostMs) return ms;
  return reading.findings.add(
    "limit.range",
    value,
    `"${where(value.path)}" is ${text}; at most ${mostMs / 1000}s are possible.`,
  );
}

/** A size within the memory of the plan. */
export function readBytes(reading: Reading, value: Value, least: number): number | undefined {
  const text = readText(reading, value);
  if (text === undefined) return undefined;
  const bytes = bytesOf(text);
  if (bytes === undefined) return invalid(reading, value, "a size such as 512m or 1g");
  if (bytes < least) {
    return reading.findings.add(
      "limit.range",
      value,
      `"${where(value.path)}" is ${bytesInWords(bytes)}; at least ${bytesInWords(least)} are needed.`,
    );
  }
  const { name, memoryMb } = reading.options.plan;
  if (bytes <= memoryMb * 2 ** 20) return bytes;
  return reading.findings.add(
    "limit.plan",
    value,
    `"${where(value.path)}" is ${bytesInWords(bytes)}; the plan ${name} has ${bytesInWords(memoryMb * 2 ** 20)}.`,
  );
}

export const readPort = (reading: Reading, value: Value): number | undefined => {
  const text = readText(reading, value);
  if (text === undefined) return undefined;
  const number = /^\d{1,5}(?:\/tcp)?$/.test(text) ? Number.parseInt(text, 10) : 0;
  return number >= 1 && number <= 65_535
    ? number
    : invalid(reading, value, "one TCP port from 1 to 65535, as the container has it");
};
