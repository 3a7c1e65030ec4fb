import { and, eq, isNull } from "drizzle-orm";
import { hostNameOf, shownHost } from "../hosting/index.ts";
import { violates } from "../kernel/errors.ts";
import { type Id, newId } from "../kernel/id.ts";
import { type Money, money, sum } from "../kernel/money.ts";
import type { Ports, Scope } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import { seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { Secret } from "../kernel/secret.ts";
import { findContact } from "./contact.ts";
import { domain } from "./domain.sql.ts";
import { can } from "./domain.state.ts";
import { type DomainRow, demandWholeAccount, lock } from "./domain.ts";
import { registrarJob } from "./job.sql.ts";
import { addJob } from "./job.ts";
import {
  changedPrice,
  type ForOrder,
  type KnownName,
  type NewName,
  type NewOrderedDomain,
  type PremiumCosts,
  type RefusedAt,
  refusedAt,
} from "./new-order.ts";
import { endingOf, endingPrices } from "./price.ts";

type Prices = Awaited<ReturnType<typeof endingPrices>>;

/** Asks what premium names cost now. */
export async function premiumCosts({ registrar }: Ports, names: readonly string[]): Promise<PremiumCosts> {
  if (names.length === 0) return new Map();
  const found = await registrar.findNames({ names, words: [], endings: [] });
  return new Map(
    found.flatMap(({ name, availability, cost, renewalCost }) =>
      availability === "premium" && cost ? [[name, { cost: cost.minor, renewal: (renewalCost ?? cost).minor }]] : [],
    ),
  );
}

/** Writes down what is done with names when their order is paid. Returns what it costs together. */
export async function orderDomains(
  scope: Scope,
  order: ForOrder,
  wanted: readonly NewOrderedDomain[],
  premium: PremiumCosts,
): Promise<Money> {
  if (wanted.length === 0) return money(0);
  demandWholeAccount(scope.ctx.actor);
  const prices = await endingPrices(scope.tx);
  const costs: Money[] = [];
  for (const [at, one] of wanted.entries()) {
    const refused = refusedAt(at);
    costs.push(
      one.what === "renew" || one.what === "restore"
        ? await orderForKnown(scope, order, one, prices, refused)
        : await orderNew(scope, order, one, { prices, premium, refused }),
    );
  }
  return sum(costs);
}

interface Terms {
  prices: Prices;
  premium: PremiumCosts;
  refused: RefusedAt;
}

/** A name that is to come to the account. */
async function orderNew(scope: Scope, order: ForOrder, wanted: NewName, terms: Terms): Promise<Money> {
  const { tx, ctx } = scope;
  const { prices, refused } = terms;
  const checked = hostNameOf(wanted.name, ctx.ports.addresses);
  if ("problem" in checked) throw refused("domain.invalid", checked.problem);
  const { name } = checked;
  const ending = endingOf(name, prices.onSale);
  if (ending === undefined || name.slice(0, -(ending.length + 1)).includes("."))
    throw refused("domain.not_sold", `${shownHost(name)} is not sold here.`);
  const special = wanted.what !== "transfer" && wanted.premium ? terms.premium.get(name) : undefined;
  if (wanted.what !== "transfer" && wanted.premium && !special) throw refused(...changedPrice(name));
  const kind = wanted.what ?? "register";
  const price = special ? prices.premium(ending, money(special.cost)) : prices.of(ending)?.[kind];
  if (!price) throw refused("domain.not_sold", `${shownHost(name)} is not sold here.`);
  if (price.minor !== wanted.priceMinor) throw refused(...changedPrice(name));
  const contact = await findContact(tx, wanted.contactId);
  const values = { name, ownerContactId: contact.id, premiumRenewCost: special?.renewal ?? null };
  const row =
    (kind === "transfer" ? await heldElsewhere(scope, order, name) : undefined) ??
    (await added(scope, order, values, refused));
  const id = newId("registrarJob");
  await addJob(scope, row, {
    ...{ id, kind, state: "unpaid", request: { years: 1, contactId: contact.id, premiumCost: special?.cost } },
    ...{ orderId: order.id, priceMinor: price.minor, priceCurrency: price.currency },
    ...(wanted.what === "transfer" && { authCode: await sealedCode(scope, { ...order, id }, wanted.authCode) }),
  });
  return price;
}

/** A name that the account has shown to be its own, or wrote down: with its DNS and its websites it stays what it is. */
async function heldElsewhere({ tx }: Scope, { accountId }: ForOrder, name: string): Promise<DomainRow | undefined> {
  const own = [eq(domain.accountId, accountId), eq(domain.name, name), eq(domain.registrar, "external")];
  const [row] = await tx
    .select()
    .from(domain)
    .where(and(...own, isNull(domain.endedAt)));
  return row;
}

const added = async (
  { tx, ctx }: Scope,
  { accountId }: ForOrder,
  values: Pick<DomainRow, "name" | "ownerContactId" | "premiumRenewCost">,
  refused: RefusedAt,
): Promise<DomainRow> =>
  only(
    await tx
      .insert(domain)
      .values({
        ...{ id: newId("domain"), accountId, ...values, registrar: "autodns", state: "ordered" },
        ...{ nameServers: [], locked: false, autoRenew: true, createdAt: ctx.now() },
      })
      .returning()
      .catch((error: unknown) => {
        throw violates(error, "domain_of_account")
          ? refused("domain.known", "It is in your account already.", error)
          : error;
      }),
  );

const sealedCode = (
  { tx, ctx }: Scope,
  { id, accountId }: { id: Id<"registrarJob">; accountId: Id<"account"> },
  code: string,
) =>
  seal(
    ctx.ports.keys.in(tx),
    sealedAt(registrarJob.authCode, id, { kind: "account", id: accountId }),
    new Secret(code),
  );

/** A name that is the account's, or was until lately. */
async function orderForKnown(
  scope: Scope,
  order: ForOrder,
  { what, domainId, priceMinor }: KnownName,
  prices: Prices,
  refused: RefusedAt,
): Promise<Money> {
  const row = await lock(scope.tx, domainId);
  const { name, expiresAt } = row;
  if (!can(what, row))
    throw refused(`domain.cannot_${what}`, `This is not possible while ${shownHost(name)} is ${row.state}.`);
  if (what === "renew" && expiresAt === null)
    throw refused("domain.cannot_renew", "The registry has not said yet until when it is registered.");
  const price = priceFor(what, row, prices);
  if (!price) throw refused("domain.not_sold", `${shownHost(name)} cannot be had here for now. Ask us about it.`);
  if (price.minor !== priceMinor) throw refused(...changedPrice(name));
  await addJob(scope, row, {
    ...{ kind: what, state: "unpaid", request: { years: 1 } },
    ...{ orderId: order.id, priceMinor: price.minor, priceCurrency: price.currency },
  });
  return price;
}

/** What another year costs, or having it back. */
export function priceFor(
  what: "renew" | "restore",
  { name, premiumRenewCost }: Pick<DomainRow, "name" | "premiumRenewCost">,
  prices: Prices,
): Money | null {
  const ending = endingOf(name, prices.known);
  if (ending === undefined) return null;
  if (premiumRenewCost !== null && what === "renew") return prices.premium(ending, money(premiumRenewCost));
  return prices.of(ending)?.[what] ?? null;
}
