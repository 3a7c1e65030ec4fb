import { query, revalidate } from "@solidjs/router";
import { call, type Input, type Output } from "./api.ts";

export type PriceMatrix = Output<"GET /dashboard/domain-prices">;
export type EndingRow = PriceMatrix["items"][number];
export type Margin = EndingRow["margin"];

export const getPriceMatrix = query(() => call("GET /dashboard/domain-prices", {}), "domain.prices");

const settled = async (change: Promise<PriceMatrix>): Promise<PriceMatrix> => {
  const matrix = await change;
  await revalidate(getPriceMatrix.key);
  return matrix;
};

/** Asks the registrar what it asks for now. */
export const readPrices = (idempotencyKey: string) =>
  settled(call("POST /dashboard/domain-prices", {}, { idempotencyKey }));

export const setMargin = (idempotencyKey: string, rule: Input<"POST /dashboard/domain-margins">) =>
  settled(call("POST /dashboard/domain-margins", rule, { idempotencyKey }));

/** The ending follows the rule for all others again. */
export const removeMargin = (idempotencyKey: string, ending: string) =>
  settled(call("DELETE /dashboard/domain-margins/{ending}", { ending }, { idempotencyKey }));
