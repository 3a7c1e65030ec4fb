import { createHash } from "node:crypto";
import { isPublicSuffix } from "../../hosting/index.ts";

/** What countries have names registered below, as a rule: `com.gr`, `ac.ke`. */
const ruled = new Set("ac co com edu go gob gov gr id ltd me mil ne net nom or org plc sch".split(" "));

/**
 * The name that somebody has registered, of one or of one below it, as far as a short list tells. Where it is wrong it says
 * one below that: then an authority refuses what we had let through, and nobody waits for what strangers had.
 */
export function registeredName(name: string): string {
  const labels = name.replace(/^\*\./, "").split(".");
  const [second = "", first = ""] = labels.slice(-2);
  const isDeep = isPublicSuffix(`${second}.${first}`) || (first.length === 2 && ruled.has(second));
  return labels.slice(isDeep ? -3 : -2).join(".");
}

const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");
const distinct = (names: readonly string[]): string[] => [...new Set(names)].map(digest);

/** By what authorities count: whose names they are is nobody's business there. */
export const countedBy = (names: readonly string[]) => ({
  digest: digest(names.toSorted().join(" ")),
  hosts: distinct(names.map((name) => name.replace(/^\*\./, ""))),
  domains: distinct(names.map(registeredName)),
});
