import { createEffect, createMemo, createSignal, untrack } from "solid-js";
import { orderedMax } from "#core/domains/search.state.ts";
import { findNames, type NameOffer } from "#web/data/domain-names.ts";
import { createRequest } from "#web/data/request.ts";
import { createHolder } from "./holder.ts";

/** What can be put into an order as it is. */
export type FreeName = NameOffer & { price: NonNullable<NameOffer["price"]> };

export const isFree = (offer: NameOffer): offer is FreeName => offer.availability === "free" && offer.price !== null;

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
    const offers = await findNames(wanted);
    const all = new Map([...known(), ...offers.map((offer) => [offer.name, offer] as const)]);
    setKnown(all);
    setFound(offers);
    // A link may name what somebody has taken meanwhile: the list says so, and the order goes on without it.
    const left = [...new Set(names().map(asciiName))].filter((name) => {
      const offer = all.get(name);
      return offer === undefined || isFree(offer);
    });
    if (left.join() !== names().join()) keep(left);
    return offers;
  });
  const chosen = createMemo((): FreeName[] =>
    names().flatMap((name) => {
      const offer = known().get(asciiName(name));
      return offer && isFree(offer) ? [offer] : [];
    }),
  );
  const unknown = () => names().filter((name) => !known().has(asciiName(name)));
  const hasSome = createMemo(() => chosen().length > 0);
  const holder = createMemo(() => (hasSome() ? createHolder() : undefined));
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
    async ordered() {
      const wanted = chosen();
      if (wanted.length === 0) return [];
      const contactId = await holder()?.id();
      return contactId && wanted.map(({ name, price }) => ({ name, contactId, priceMinor: price.minor }));
    },
    /** What they cost has changed: it is asked for again. */
    again: () => search(names().join(" ")),
  };
}
export type Names = ReturnType<typeof createNames>;
