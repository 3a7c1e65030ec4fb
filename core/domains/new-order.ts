import { z } from "zod";
import { hostNameOf, shownHost } from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import type { Scope } from "../kernel/operation.ts";

/** As it was shown: the order is refused when it costs something else meanwhile. */
const priceMinor = z.int().min(0);

const Registration = z.object({
  what: z.literal("register").optional(),
  name: z.string().max(300),
  contactId: Id("domainContact"),
  priceMinor,
  /** It is a premium name, and its price the one that was asked for. */
  premium: z.boolean().optional(),
});
const Transfer = z.object({
  what: z.literal("transfer"),
  name: z.string().max(300),
  contactId: Id("domainContact"),
  /** From whoever it is registered with now. */
  authCode: z.string().trim().min(1, { error: "Enter the auth code." }).max(200),
  priceMinor,
});
const Renewal = z.object({ what: z.literal("renew"), domainId: Id("domain"), priceMinor });
const Restoration = z.object({ what: z.literal("restore"), domainId: Id("domain"), priceMinor });

/** What is done with a name when its order is paid. */
export const NewOrderedDomain = z.discriminatedUnion("what", [Registration, Transfer, Renewal, Restoration]);
export type NewOrderedDomain = z.output<typeof NewOrderedDomain>;
export type NewName = z.output<typeof Registration> | z.output<typeof Transfer>;
export type KnownName = z.output<typeof Renewal> | z.output<typeof Restoration>;

/** What keeps a name from being ordered, said at its field. */
export const refusedAt =
  (at: number) =>
  (code: string, message: string, cause?: unknown): DomainError =>
    new DomainError("conflict", code, message, { fields: [{ path: `domains.${at}.name`, message }], cause });
export type RefusedAt = ReturnType<typeof refusedAt>;

/** What a name costs that is not sold at the price of its ending, as the registrar has just said. */
export type PremiumCosts = ReadonlyMap<string, { cost: number; renewal: number }>;

/** The names of an order that the registrar is asked for the price of: it is another one for each. */
export const premiumNames = ({ ctx }: Pick<Scope, "ctx">, wanted: readonly NewOrderedDomain[]): string[] =>
  wanted.flatMap((one) => {
    if (one.what === "renew" || one.what === "restore" || one.what === "transfer" || !one.premium) return [];
    const checked = hostNameOf(one.name, ctx.ports.addresses);
    return "name" in checked ? checked.name : [];
  });

export const changedPrice = (name: string) =>
  ["domain.price_changed", `The price of ${shownHost(name)} has just changed. Look at it again.`] as const;

/** Whose order it is. */
export interface ForOrder {
  id: Id<"order">;
  accountId: Id<"account">;
}
