import { z } from "zod";
import { hostNameOf, isPublicSuffix, shownHost } from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import { Money } from "../kernel/money.ts";
import { providerReport, type Scope } from "../kernel/operation.ts";
import { mayRead } from "./domain.state.ts";
import type { FoundName } from "./ports.ts";
import { endingOf, endingPrices } from "./price.ts";
import { availabilities, namesMax } from "./search.state.ts";

export const NameOffer = z
  .object({
    name: z.string(),
    /** As people write it. */
    shown: z.string(),
    availability: z.enum(availabilities),
    /** Nobody asked for it: it is like what was asked for. */
    suggested: z.boolean(),
    /** Of the first year; null where it cannot be had. */
    price: Money.nullable(),
    /** Of each year after. */
    renewal: Money.nullable(),
    /** Of bringing it here, where somebody has it. */
    transfer: Money.nullable(),
  })
  .meta({ id: "NameOffer" });
export type NameOffer = z.infer<typeof NameOffer>;
export const NameOffers = z.object({ items: z.array(NameOffer) }).meta({ id: "NameOffers" });

/** Where a word is looked for first. */
const popular = ["de", "com", "eu", "net", "org", "info", "shop", "at", "ch"];

interface Asked {
  names: string[];
  words: string[];
  invalid: string[];
  endings: string[];
}

/** Looks up one name, many, or a word below the usual endings, and finds others like it. */
export const search = providerReport({
  name: "domain.search",
  input: z.object({ query: z.string().trim().max(2_000).default("") }),
  allow: mayRead,
  async intend(scope, { query }): Promise<Asked> {
    const { onSale } = await endingPrices(scope.tx);
    if (onSale.size === 0) throw new DomainError("conflict", "domain.no_prices", "Domains cannot be searched for yet.");
    return asked(scope, query, onSale);
  },
  perform: async ({ registrar }, { names, words, endings }) =>
    names.length === 0 ? [] : registrar.findNames({ names, words, endings }),
  async show({ tx }, { invalid, names }, found): Promise<z.infer<typeof NameOffers>> {
    const sold = await endingPrices(tx);
    const known = new Map(found.map((one) => [one.name, one]));
    const missing = names.filter((name) => !known.has(name));
    const silent = missing.map((name) => ({
      name,
      suggested: false,
      availability: "unknown" as const,
      cost: undefined,
    }));
    const nonsense = invalid.map((name) => ({
      name,
      suggested: false,
      availability: "invalid" as const,
      cost: undefined,
    }));
    return { items: [...known.values(), ...silent, ...nonsense].map((one) => offerOf(one, sold)) };
  },
});

function asked({ ctx }: Pick<Scope, "ctx">, query: string, onSale: ReadonlySet<string>): Asked {
  const typed: string[] = query.split(/[\s,;]+/).filter((part) => part !== "");
  const endings = popular.filter((ending) => onSale.has(ending));
  const nameOf = (written: string) => {
    const checked = hostNameOf(written, ctx.ports.addresses);
    return "name" in checked && registrable(checked.name, onSale) ? checked.name : undefined;
  };
  // Several words without a dot are one name: "grüne wiese".
  const written = typed.some((part) => part.includes("."))
    ? [...new Set(typed)]
    : typed.length > 0
      ? [typed.join("")]
      : [];
  if (written.length > namesMax)
    throw new DomainError("invalid", "domain.too_many_names", `Search for ${namesMax} names at most at once.`);
  const [only] = written;
  if (written.length > 1 || only === undefined) {
    const names = written.flatMap((part) => nameOf(part) ?? []);
    return { names: [...new Set(names)], words: [], endings, invalid: written.filter((part) => !nameOf(part)) };
  }
  const whole = nameOf(only);
  const label = (whole ?? only).split(".")[0] ?? "";
  const below = endings.flatMap((ending) => nameOf(`${label}.${ending}`) ?? []);
  const names = [...new Set([...(whole ? [whole] : []), ...below])].slice(0, namesMax);
  const invalid = names.length === 0 || (only.includes(".") && !whole) ? [only] : [];
  // As people write it: of a name in ASCII nobody finds another one like it.
  const words = names.slice(0, 1).map((name) => shownHost(name).split(".")[0] ?? "");
  return { names, words, endings, invalid };
}

/** One label before the ending: what is below that belongs to whoever has it. */
function registrable(name: string, onSale: ReadonlySet<string>): boolean {
  const ending = endingOf(name, onSale);
  if (ending === undefined) return isPublicSuffix(name.slice(name.indexOf(".") + 1));
  return name.split(".").length === ending.split(".").length + 1;
}

function offerOf(
  { name, suggested, availability, cost, renewalCost }: FoundName,
  { onSale, of, premium }: Awaited<ReturnType<typeof endingPrices>>,
): NameOffer {
  const ending = endingOf(name, onSale);
  const prices = ending === undefined ? undefined : of(ending);
  const free = availability === "free";
  const special = availability === "premium" && ending !== undefined;
  const price = free ? prices?.register : special && cost ? premium(ending, cost) : null;
  const yearly = renewalCost ?? cost;
  return {
    ...{ name, shown: shownHost(name), suggested },
    availability: ending === undefined && availability !== "invalid" ? "not_sold" : availability,
    price: price ?? null,
    renewal: (free ? prices?.renew : special && yearly ? premium(ending, yearly) : null) ?? null,
    transfer: (availability === "taken" && prices?.transfer) || null,
  };
}
