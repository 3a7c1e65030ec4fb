import { asciiName } from "#core/dns/domain-name.state.ts";

/** What names can be registered below, and what a year of it costs, in cents: to register, renew, transfer and restore. */
const costs: Readonly<Record<string, readonly [number, number, number, number]>> = {
  de: [390, 390, 390, 1990],
  com: [1090, 1190, 1090, 8990],
  net: [1290, 1390, 1290, 8990],
  org: [990, 1290, 1190, 8990],
  eu: [590, 590, 590, 2490],
  at: [1190, 1190, 890, 2990],
  ch: [990, 990, 690, 3990],
  info: [390, 1890, 1790, 8990],
  shop: [290, 2990, 2790, 8990],
  dev: [1290, 1390, 1290, 9990],
  "co.uk": [690, 690, 0, 2990],
};

export const endings = Object.entries(costs).map(([ending, [register, renew, transfer, restore]]) => ({
  ending,
  register,
  renew,
  transfer,
  restore,
  /** Its registry can hide who holds a name. */
  privacy: ["com", "net", "org", "info", "shop"].includes(ending),
}));
export type Ending = (typeof endings)[number];

/** A name that can be registered: in ASCII, and with its ending. */
export function registrable(written: string): { name: string; label: string; ending: Ending } | undefined {
  const name = asciiName(written, "host");
  const found = endings
    .filter(({ ending }) => name?.endsWith(`.${ending}`))
    .toSorted((one, other) => other.ending.length - one.ending.length)[0];
  if (name === undefined || !found) return undefined;
  const label = name.slice(0, -(found.ending.length + 1));
  return label === "" || label.includes(".") ? undefined : { name, label, ending: found };
}

/** What a premium name costs in place of that, in cents. */
export const premiumCost = 150_000;
/** And each year after. */
export const premiumRenewCost = 40_000;
export const premiumClass = "PREMIUM_A";

/** What names say of what is to become of them: `taken-anything.de`. */
export const says = (
  label: string,
  what: "taken" | "premium" | "reserved" | "timeout" | "refused" | "fails" | "locked" | "lapsed" | "slow" | "leaving",
) => label === what || label.startsWith(`${what}-`);
