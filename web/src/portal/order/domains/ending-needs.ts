import { countryName } from "#web/lib/country.ts";
import { text } from "./ending-needs.text.ts";

/** Those whose people may hold names below eu without being citizens of it. */
const ofTheUnion = new Set(
  "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(" "),
);
/** Browsers have them on a list. */
const httpsOnly = new Set(["app", "dev", "page", "new", "zip"]);

/** What the registries of these names ask for; endings of two letters are of countries, with rules of their own. */
export function needsOf(names: readonly string[], country: string): string[] {
  const endings = new Set(names.map((name) => name.split(".").at(-1) ?? ""));
  return [
    endings.has("de") && text.needs.de,
    endings.has("eu") && text.needs.eu,
    endings.has("eu") && country !== "" && !ofTheUnion.has(country) && text.outside(countryName(country)),
    [...endings].some((ending) => httpsOnly.has(ending)) && text.needs.secure,
    [...endings].some((ending) => ending.length > 2) && text.needs.confirmed,
  ].filter((need) => need !== false);
}
