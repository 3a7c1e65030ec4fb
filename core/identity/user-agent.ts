import { z } from "zod";

/** What a browser calls itself, in the words of people who use it. It may lie: this helps memory and proves nothing. */
export const UserAgent = z.object({ browser: z.string().nullable(), system: z.string().nullable() });
export type UserAgent = z.infer<typeof UserAgent>;

/** In this order: Edge, Opera and Samsung's browser call themselves Chrome too, and Chrome calls itself Safari. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\/|\bOpera\b/, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\b(?:Firefox|FxiOS)\//, "Firefox"],
  [/\b(?:HeadlessChrome|Chrome|CriOS|Chromium)\//, "Chrome"],
  [/\bVersion\/[\d.]+.*\bSafari\//, "Safari"],
  [/\bcurl\//, "curl"],
  [/\bPostmanRuntime\//, "Postman"],
  [/\b(?:node|undici|python-requests|Go-http-client|okhttp)\b/i, "A program"],
];

/** Android calls itself Linux, and iPads call themselves Macintosh unless they say otherwise. */
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b/, "Linux"],
];

const first = (text: string, names: typeof browsers): string | null =>
  names.find(([pattern]) => pattern.test(text))?.[1] ?? null;

export const userAgentOf = (text: string): UserAgent => ({
  browser: first(text, browsers),
  system: first(text, systems),
});

/** For a sentence: "Firefox on Windows". */
export function inWords({ browser, system }: UserAgent): string {
  if (browser === null) return system ?? "an unknown device";
  return system === null ? browser : `${browser} on ${system}`;
}
