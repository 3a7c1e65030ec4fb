import { query } from "@solidjs/router";
import { call, type Output } from "./api.ts";

export type NameOffer = Output<"GET /domain-search">["items"][number];
export type EndingPrice = Output<"GET /domain-endings">["items"][number];

/** A word, a name, or many names at once, and others like it. The registries are asked: it takes a moment. */
export const findNames = (written: string): Promise<NameOffer[]> =>
  call("GET /domain-search", { query: written }).then(({ items }) => items);

/** What a year costs below each ending. */
export const getEndings = query(() => call("GET /domain-endings", {}), "domain-endings");
