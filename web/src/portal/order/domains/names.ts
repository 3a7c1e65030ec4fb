import { createEffect, createMemo, createSignal, getOwner, runWithOwner, untrack } from "solid-js";
import { orderedMax } from "#core/domains/search.state.ts";
import { findNames, type NameOffer } from "#web/data/domain-names.ts";
import type { WantedName } from "#web/data/orders.ts";
import { createRequest } from "#web/data/request.ts";
import type { Holder } from "./holder.ts";

/** A name that can be put into an order: nobody has it, or whoever has it can bring it here. */
export interface OrderableName extends Omit<NameOffer, "price"> {
  what: "register" | "transfer";
  price: NonNullable<NameOffer["price"]>;
}

/** Undefined: it cannot be had. */
export function orderable(offer: NameOffer): OrderableName | undefined {
  const what = offer.availability === "taken" ? "transfer" : "register";
  const price = what === "transfer" ? offer.transfer : offer.price;
  return price ? { ...offer, what, price } : undefined;
}

/** As the DNS writes it; what is no name stays as it is. */
export function asciiName(written: string): string {
  const name = written.trim().toLowerCase();
  return URL.canParse(`http://${name}`) ? new URL(`http://${name}`).hostname : name;
}

interface Kept {
  /** What is in the address: names, or a word to look for. */
  written: () => readonly string[];
  keep: (names: readonly string[]) => void;
  maySearch: () => boolean;
}

/** The names of an order: those that are in the address, what is known of each, and who is to hold them. */
export function createNames({ written, keep, maySearch }: Kept) {
  const names = () => written().filter((one) => one.includes("."));
  const [known, setKnown] = createSignal<ReadonlyMap<string, NameOffer>>(new Map());
  const [found, setFound] = createSignal<readonly NameOffer[]>();
  const [query, setQuery] = createSignal(written().join(" "));
  const looking = createRequest(async (_key, wanted: string) => {
    const before = known();
    const offers = await findNames(wanted);
    const all = new Map([...before, ...offers.map((offer) => [offer.name, offer] as const)]);
    setKnown(all);
    setFound(offers);
    // A link may name what somebody has: the list says so, and the order goes on without it.
    const left = [...new Set(names().map(asciiName))].filter((name) => {
      const offer = all.get(name);
      const what = offer && orderable(offer)?.what;
      return offer === undefined || what === "register" || (what === "transfer" && before.has(name));
    });
    if (left.join() !== names().join()) keep(left);
    return offers;
  });
  const chosen = createMemo((): OrderableName[] =>
    names().flatMap((name) => {
      const offer = known().get(asciiName(name));
      return (offer && orderable(offer)) ?? [];
    }),
  );
  /** What lets whoever has a name bring it here. In no address: it is a secret. */
  const [authCodes, setAuthCodes] = createSignal<Readonly<Record<string, string>>>({});
  const [strict, setStrict] = createSignal(false);
  const authCode = (name: string) => authCodes()[name]?.trim() ?? "";
  const unknown = () => names().filter((name) => !known().has(asciiName(name)));
  const hasSome = createMemo(() => chosen().length > 0);
  // Whoever orders no name loads no form for its holder; what was typed stays while names come and go.
  const [made, setMade] = createSignal<Holder>();
  const owner = getOwner();
  const makeHolder = async () => {
    const { createHolder } = await import("./holder.ts");
    if (!untrack(made)) runWithOwner(owner, () => setMade(createHolder()));
  };
  createEffect(() => {
    // Loaded once more with the order, should it fail now.
    if (hasSome() && !untrack(made)) makeHolder().catch(() => {});
  });
  const holder = () => (hasSome() ? made() : undefined);
  const isChosen = (offer: NameOffer) => names().some((name) => asciiName(name) === offer.name);
  const search = async (wanted: string) => {
    if (wanted !== "" && looking.waiting() === 0) await looking.run(wanted);
  };
  let looked = false;
  createEffect(() => {
    if (looked || !maySearch()) return;
    looked = true;
    void search(untrack(query));
  });
  return {
    query,
    setQuery(typed: string) {
      if (looking.failure()) looking.clear();
      setQuery(typed);
    },
    /** Of the latest search. */
    found,
    looking,
    search: () => search(query().trim()),
    chosen,
    isChosen,
    isFull: () => names().length >= orderedMax,
    /** Named by the address and not looked up: what they cost is not known. */
    unknown,
    toggle(offer: NameOffer) {
      const others = names().filter((name) => asciiName(name) !== offer.name);
      keep(isChosen(offer) ? others : [...others, offer.name]);
    },
    /** While there are names to be held. */
    holder,
    /** As an order takes them. Undefined: who is to hold them is not known yet, which the form says from then on. */
    async ordered(): Promise<WantedName[] | undefined> {
      const wanted = chosen();
      if (wanted.length === 0) return [];
      setStrict(true);
      if (!made()) await makeHolder();
      const contactId = await holder()?.id();
      const hasCodes = wanted.every(({ name, what }) => what === "register" || authCode(name) !== "");
      if (contactId === undefined || !hasCodes) return undefined;
      return wanted.map(({ name, what, price, availability }) => {
        const common = { name, contactId, priceMinor: price.minor };
        if (what === "transfer") return { ...common, what, authCode: authCode(name) };
        return { ...common, premium: availability === "premium" };
      });
    },
    authCode: (name: string) => authCodes()[name] ?? "",
    setAuthCode: (name: string, typed: string) => setAuthCodes((all) => ({ ...all, [name]: typed })),
    isCodeMissing: (name: string) => strict() && authCode(name) === "",
    /** What they cost has changed: it is asked for again. */
    again: () => search(names().join(" ")),
  };
}
export type Names = ReturnType<typeof createNames>;
