import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as Billing from "../billing/index.ts";
import { savedCard } from "../billing/saved-card.sql.ts";
import { domain } from "../domains/domain.sql.ts";
import { type FakeRegistrar, fakeRegistrar } from "../domains/fake-registrar.ts";
import * as Domains from "../domains/index.ts";
import { DomainError } from "../kernel/errors.ts";
import { type Id, newId } from "../kernel/id.ts";
import { auditLog } from "../kernel/kernel.sql.ts";
import type { Ctx } from "../kernel/operation.ts";
import { compose } from "../notify/index.ts";
import * as Privacy from "../privacy/index.ts";
import { type TestPlatform, testPlatform } from "../provisioning/test-platform.ts";
import * as Orders from "./index.ts";

const dayMs = 86_400_000;
const holder = {
  ...{ kind: "person" as const, firstName: "Ada", lastName: "Byron", email: "ada@example.com" },
  ...{ street: "Main Street 1", postalCode: "80331", city: "München", country: "DE", phone: "+4989123456" },
};
let platform: TestPlatform;
let registrar: FakeRegistrar;
let customer: Awaited<ReturnType<TestPlatform["customer"]>>;
let owner: Ctx;
let contactId: Id<"domainContact">;
let count = 0;

beforeAll(async () => {
  registrar = fakeRegistrar(() => platform.world.clock.now);
  platform = await testPlatform({ registrar });
  await Domains.readPrices(platform.asSystem, {});
});
afterAll(() => platform.close());
beforeEach(async () => {
  customer = await platform.customer();
  ({ owner } = customer);
  ({ id: contactId } = await Domains.addContact(owner, holder));
});

const stored = { role: "platform" } as const;
const order = (orderId: Id<"order">) => Orders.get(owner, { orderId });
const pageOf = (orderId: Id<"order">) =>
  [...platform.payments.checkouts.values()].findLast((one) => one.orderId === orderId)?.id ?? "";
const card = async () => (await Billing.card(owner, {})).card;
const charges = (orderId: Id<"order">) =>
  [...platform.payments.charges.values()].filter((charge) => charge.orderId === orderId);
const taken = (orderId: Id<"order">) => charges(orderId).filter(({ state }) => state === "succeeded");
const chargeDue = async () => {
  for (const orderId of await Orders.chargesDue(platform.asSystem, {}))
    await Orders.chargeSaved(platform.asSystem, { orderId });
};
const actionsOf = (orderId: Id<"order">) =>
  platform.world.db.transaction(stored, (tx) => tx.select().from(auditLog).where(eq(auditLog.target, orderId)));
const mailOf = (type: "order.charge_planned" | "order.charge_failed" | "domain.expiring", subject: string) => {
  count += 1;
  return compose(platform.asSystem, { eventId: `mail-${count}`, type, subject });
};

async function done() {
  await platform.deliver();
  registrar.finish();
  await Domains.pollMessages(platform.asSystem);
  await platform.deliver();
}

async function pay(orderId: Id<"order">, saveForRenewals: boolean) {
  await Orders.checkout(owner, { orderId, saveForRenewals });
  platform.payments.pay(pageOf(orderId));
  await Orders.recordPayment(platform.asSystem, { checkoutId: pageOf(orderId) });
}

/** A name whose renewal is ordered by itself today; its card is kept unless that is not wanted. */
async function renewing({ saves = true, left = 29.9 } = {}) {
  count += 1;
  const placed = await Orders.place(owner, { domains: [{ name: `kept-${count}.com`, contactId, priceMinor: 1399 }] });
  await pay(placed.id, saves);
  await done();
  const [{ domainId } = { domainId: undefined }] = placed.domains;
  if (!domainId) throw new Error("no domain");
  const { expiresAt, name } = await Domains.get(owner, { domainId });
  const ends = expiresAt ?? new Date(0);
  const at = (days: number) => {
    platform.world.clock.now = new Date(ends.getTime() - days * dayMs);
  };
  at(left);
  const due = (await Orders.renewalsDue(platform.asSystem, {})).filter(({ id }) => id === domainId);
  for (const one of due) await Orders.placeRenewal(platform.asSystem, one);
  const renewal = (await Orders.list(owner, { state: "pending" })).items.find((one) =>
    one.domains.some((part) => part.domainId === domainId && part.what === "renew"),
  );
  if (!renewal) throw new Error("no renewal");
  return { orderId: renewal.id, domainId, name, ends, at };
}

describe("a card that is kept", () => {
  test("is kept with who agreed to what and when, and not without; what is charged by is sealed", async () => {
    await renewing({ saves: false });
    expect(await card()).toBeNull();
    await renewing();
    const kept = await card();
    expect(kept).toMatchObject({ brand: "visa", last4: "4242", expMonth: 12, consent: Billing.consentTexts.en });
    expect(kept?.consentBy).toBe((owner.actor as { personId: string }).personId);
    const [row] = await platform.world.db.transaction(stored, (tx) =>
      tx.select().from(savedCard).where(eq(savedCard.accountId, customer.accountId)),
    );
    expect(Buffer.from(row?.method.toBytes() ?? []).toString("latin1")).not.toContain("pm_");
    expect((await Billing.card((await platform.customer()).owner, {})).card).toBeNull();
  });

  test("is agreed to by people of the account alone, each time anew, on a page that asks for it", async () => {
    count += 1;
    const placed = await Orders.place(owner, { domains: [{ name: `page-${count}.com`, contactId, priceMinor: 1399 }] });
    const orderId = placed.id;
    const key = { type: "key", keyId: newId("apiKey"), accountId: customer.accountId, scopes: ["order:pay"] } as const;
    const asKey: Ctx = { ...owner, actor: key };
    await expect(Orders.checkout(asKey, { orderId, saveForRenewals: true })).rejects.toMatchObject({
      code: "payments.no_consent",
    });
    const plain = (await Orders.checkout(owner, { orderId })).url;
    const saving = (await Orders.checkout(owner, { orderId, saveForRenewals: true, language: "de" })).url;
    expect((await Orders.checkout(owner, { orderId, saveForRenewals: true })).url).toBe(saving);
    const again = (await Orders.checkout(owner, { orderId })).url;
    expect(new Set([plain, saving, again]).size).toBe(3);
    const states = [...platform.payments.checkouts.values()].filter((one) => one.orderId === orderId);
    expect(states.map(({ state }) => state)).toEqual(["expired", "expired", "open"]);
    platform.payments.pay(pageOf(orderId));
    await Orders.recordPayment(platform.asSystem, { checkoutId: pageOf(orderId) });
    expect(await card()).toBeNull();
  });

  test("is replaced by the next one, and forgotten by the provider when it is removed, whatever is lost", async () => {
    await renewing();
    const [first = ""] = [...platform.payments.cards.keys()].slice(-1);
    await renewing();
    await platform.deliver();
    expect(platform.payments.cards.has(first)).toBe(false);
    const [second = ""] = [...platform.payments.cards.keys()].slice(-1);
    await expect(Billing.removeCard(customer.as("technical"), {})).rejects.toMatchObject({ kind: "forbidden" });
    platform.payments.fail("forgetCard", "after");
    await Billing.removeCard(owner, {});
    expect(await card()).toBeNull();
    await platform.deliver().catch(() => undefined);
    platform.world.clock.advance(600);
    for (const cardId of await Billing.cardsToForget(platform.asSystem, {}))
      await Billing.forgetCard(platform.asSystem, { cardId });
    expect(platform.payments.cards.has(second)).toBe(false);
    expect(await Billing.cardsToForget(platform.asSystem, {})).toEqual([]);
    await Billing.removeCard(owner, {});
  });
});

describe("a renewal", () => {
  test("is told of with price, day and card, charged on that day, and done", async () => {
    const { orderId, domainId, ends, at } = await renewing();
    const chargeAt = new Date(ends.getTime() - 22 * dayMs);
    expect(await order(orderId)).toMatchObject({ chargeAt, state: "pending" });
    const on = chargeAt.toISOString().slice(0, 10);
    const mail = await mailOf("order.charge_planned", orderId);
    expect(mail?.subject).toBe(`14.99 EUR will be charged on ${on} for ${(await order(orderId)).host}`);
    expect(mail?.text).toContain("Visa card ending in 4242");
    expect((await mailOf("domain.expiring", domainId))?.text).toContain(`paid with your saved card on ${on}`);
    at(22.01);
    await chargeDue();
    expect(charges(orderId)).toEqual([]);
    at(21.99);
    await chargeDue();
    await chargeDue();
    expect(charges(orderId)).toMatchObject([{ state: "succeeded", total: { minor: 1499 }, attempt: 1 }]);
    await done();
    expect(await order(orderId)).toMatchObject({ state: "fulfilled", chargeAt: null });
    expect((await Domains.get(owner, { domainId })).expiresAt?.getUTCFullYear()).toBe(ends.getUTCFullYear() + 1);
    expect((await actionsOf(orderId)).map(({ action }) => action)).toContain("order.charge");
  });

  test("without a card, with one that came later, or with too little time to tell, waits to be paid by hand", async () => {
    const without = await renewing({ saves: false });
    const late = await renewing({ left: 8.5 });
    for (const { orderId, at } of [without, late]) {
      expect((await order(orderId)).chargeAt).toBeNull();
      at(1);
      await chargeDue();
      expect(charges(orderId)).toEqual([]);
    }
  });

  test.each(["authentication_required", "card_declined", "card_expired"] as const)(
    "that the bank refuses (%s) is told of with a link each time, tried four times, and can be paid by hand",
    async (failure) => {
      const { orderId, at } = await renewing();
      for (const left of [21.9, 13.9, 6.9, 1.9]) {
        at(left);
        platform.payments.decline(failure);
        platform.delivered.length = 0;
        await chargeDue();
        await platform.deliver();
        expect(platform.delivered.filter(({ type }) => type === "order.charge_failed")).toHaveLength(1);
        expect((await mailOf("order.charge_failed", orderId))?.text).toContain(`/orders/${orderId}`);
        expect(await order(orderId)).toMatchObject({ state: "pending", failure: { code: `payments.${failure}` } });
      }
      expect((await order(orderId)).chargeAt).toBeNull();
      at(1);
      await chargeDue();
      expect(charges(orderId).map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
      expect((await actionsOf(orderId)).filter(({ action }) => action === "order.charge")).toHaveLength(4);
      await pay(orderId, false);
      expect(await order(orderId)).toMatchObject({ failure: null });
      await done();
      expect((await order(orderId)).state).toBe("fulfilled");
    },
  );

  test("is charged no more once its renewal is off, its card removed, the name on its way out or gone, or its account closed", async () => {
    const stops: Record<string, (one: { orderId: Id<"order">; domainId: Id<"domain"> }) => Promise<unknown>> = {
      off: ({ domainId }) => Domains.setAutoRenew(owner, { domainId, autoRenew: false }),
      removed: () => Billing.removeCard(owner, {}),
      asked: ({ domainId }) =>
        platform.world.db.transaction(stored, (tx) =>
          tx.update(domain).set({ transferOutAt: platform.world.clock.now }).where(eq(domain.id, domainId)),
        ),
      gone: ({ domainId }) =>
        platform.world.db.transaction(stored, (tx) =>
          tx.update(domain).set({ state: "ended", endedAt: platform.world.clock.now }).where(eq(domain.id, domainId)),
        ),
      cancelled: ({ orderId }) => Orders.cancel(owner, { orderId }),
      closed: async () => {
        for (const { id } of (await Orders.list(owner, { state: "pending" })).items)
          await Orders.cancel(owner, { orderId: id });
        await Privacy.close({ ...owner, confirmedAt: platform.world.clock.now }, {});
      },
    };
    for (const [name, stop] of Object.entries(stops)) {
      const one = await renewing();
      await stop(one);
      expect((await order(one.orderId)).chargeAt, name).toBeNull();
      for (const left of [21, 13, 6, 1]) {
        one.at(left);
        await chargeDue();
      }
      expect(charges(one.orderId), name).toEqual([]);
    }
    expect(await card()).toBeNull();
  });

  test("whose answer is lost is charged once, and nothing else takes its money until that is known", async () => {
    const { orderId, at } = await renewing();
    at(21.9);
    platform.payments.fail("chargeSaved", "after");
    await expect(chargeDue()).rejects.toMatchObject({ kind: "unavailable" });
    await expect(Orders.checkout(owner, { orderId })).rejects.toMatchObject({ code: "order.in_charge" });
    await chargeDue();
    expect((await order(orderId)).state).toBe("pending");
    platform.world.clock.advance(301);
    await chargeDue();
    expect(taken(orderId)).toHaveLength(1);
    expect((await order(orderId)).state).toBe("paid");
  });

  test("whose answer is lost and that is wanted no more by then is paid back", async () => {
    const { orderId, domainId, at } = await renewing();
    at(21.9);
    platform.payments.fail("chargeSaved", "after");
    await expect(chargeDue()).rejects.toMatchObject({ kind: "unavailable" });
    await Domains.setAutoRenew(owner, { domainId, autoRenew: false });
    platform.world.clock.advance(301);
    await chargeDue();
    await platform.deliver();
    expect((await order(orderId)).state).toBe("refunded");
    expect(registrar.jobs.filter(({ wanted }) => wanted.kind === "renew" && wanted.name === domainId)).toEqual([]);
  });

  test("on whose page somebody pays is not charged, and a page that is open is closed first", async () => {
    const { orderId, at } = await renewing();
    await Orders.checkout(owner, { orderId });
    at(21.9);
    platform.payments.pay(pageOf(orderId));
    await chargeDue();
    expect(charges(orderId)).toEqual([]);
    expect((await order(orderId)).state).toBe("paid");
    const other = await renewing();
    await Orders.checkout(owner, { orderId: other.orderId });
    other.at(21.9);
    platform.payments.meanwhile("chargeSaved", async () => {
      await expect(Orders.checkout(owner, { orderId: other.orderId })).rejects.toMatchObject({
        code: "order.in_charge",
      });
      expect(() => platform.payments.pay(pageOf(other.orderId))).toThrow();
    });
    await chargeDue();
    expect(taken(other.orderId)).toHaveLength(1);
  });

  test("that is charged while its page is being opened shows that page to nobody", async () => {
    const { orderId, at } = await renewing();
    at(21.9);
    platform.payments.meanwhile("createCheckout", chargeDue);
    await expect(Orders.checkout(owner, { orderId })).rejects.toMatchObject({ code: "order.cannot_checkout" });
    expect(taken(orderId)).toHaveLength(1);
  });

  test("that is paid twice all the same is sent back once, and only what came second", async () => {
    const { orderId } = await renewing();
    await pay(orderId, false);
    const [methodId = ""] = [...platform.payments.cards.keys()].slice(-1);
    const { customerId = "" } = platform.payments.cards.get(methodId) ?? {};
    const { price } = await order(orderId);
    const again = { orderId, attempt: 1, customerId, methodId, price, description: "Again", idempotencyKey: orderId };
    const { id } = await platform.payments.chargeSaved(again);
    for (let times = 0; times < 2; times++) {
      await Orders.recordCharge(platform.asSystem, { paymentId: id ?? "" });
      await Orders.recordPayment(platform.asSystem, { checkoutId: pageOf(orderId) });
      await platform.deliver();
    }
    const refunds = [...platform.payments.refunds.values()].slice(-1);
    expect(refunds).toMatchObject([{ paymentId: id, minor: price.minor }]);
    expect([...platform.payments.refunds.values()].filter(({ paymentId }) => paymentId === id)).toHaveLength(1);
    await Orders.refundExtra(platform.asSystem, {
      paymentId: platform.payments.checkouts.get(pageOf(orderId))?.paymentId ?? "",
    });
    expect((await order(orderId)).state).toBe("paid");
  });

  test("whose card is gone at the provider says so, and the card is shown no more", async () => {
    const { orderId, at } = await renewing();
    platform.payments.cards.clear();
    at(21.9);
    await chargeDue();
    expect(await order(orderId)).toMatchObject({ failure: { code: "payments.card_gone" }, chargeAt: null });
    expect(await card()).toBeNull();
  });

  test("is brought up to date by what the provider tells late, twice and in any order", async () => {
    const { orderId, at } = await renewing();
    at(21.9);
    platform.payments.decline("card_declined");
    await chargeDue();
    const [refused] = charges(orderId);
    at(13.9);
    await chargeDue();
    const [paid] = taken(orderId);
    for (const one of [paid, refused, paid, refused])
      await Orders.recordCharge(platform.asSystem, { paymentId: one?.id ?? "" });
    expect(await order(orderId)).toMatchObject({ state: "paid", failure: null });
    await Orders.recordCharge(platform.asSystem, { paymentId: "pi_somebody_elses" });
    await platform.deliver();
    expect([...platform.payments.refunds.values()].filter(({ paymentId }) => paymentId === paid?.id)).toEqual([]);
  });
});

/** The same numbers each time, below what is asked for. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test.each([1, 2, 3, 4, 5, 6])(
  "whatever is charged, paid, lost, refused, cancelled, removed and told, in any order: money is kept once for a name that is renewed, and never otherwise (%i)",
  async (seed) => {
    const pick = numbers(seed);
    const { orderId, domainId, name, ends } = await renewing();
    const times = [21.9, 13.9, 6.9, 1.9].map((days) => ends.getTime() - days * dayMs);
    const known = () => charges(orderId).flatMap(({ id }) => id ?? []);
    const pages = () => [...platform.payments.checkouts.values()].filter((one) => one.orderId === orderId);
    const tell = async () => {
      for (const paymentId of known().slice(pick(known().length + 1)))
        await Orders.recordCharge(platform.asSystem, { paymentId });
    };
    const tellPages = async () => {
      for (const { id: checkoutId } of pages()) await Orders.recordPayment(platform.asSystem, { checkoutId });
    };
    const payPage = () => {
      const open = pages().find(({ state }) => state === "open");
      if (open) platform.payments.pay(open.id);
    };
    const one = [
      chargeDue,
      chargeDue,
      () => Orders.checkout(owner, { orderId, saveForRenewals: pick(2) === 0 }),
      payPage,
      tell,
      tellPages,
      () => Domains.setAutoRenew(owner, { domainId, autoRenew: pick(3) > 0 }),
      () => (pick(3) === 0 ? Billing.removeCard(owner, {}) : undefined),
      () => (pick(6) === 0 ? Orders.cancel(owner, { orderId }) : undefined),
      () => platform.deliver(),
      () => platform.world.clock.advance(302),
      () => {
        const next = times.find((at) => at > platform.world.clock.now.getTime());
        if (next !== undefined) platform.world.clock.now = new Date(next);
      },
    ];
    const upset = [
      () => platform.payments.fail("chargeSaved", pick(2) === 0 ? "before" : "after"),
      () => platform.payments.fail("expireCheckout", pick(2) === 0 ? "before" : "after"),
      () => platform.payments.fail("findCharge", "before"),
      () => platform.payments.decline("card_declined"),
      () => platform.payments.meanwhile("chargeSaved", async () => void (await quietly(one[pick(one.length)]))),
      () => platform.payments.meanwhile("createCheckout", async () => void (await quietly(chargeDue))),
    ];
    async function quietly(act: (() => unknown) | undefined) {
      try {
        await act?.();
      } catch (error) {
        if (!(error instanceof DomainError) && !/closed|refused/.test(String(error))) throw error;
      }
    }
    for (let step = 0; step < 45; step++) {
      const all = pick(4) === 0 ? upset : one;
      await quietly(all[pick(all.length)]);
    }
    // Nobody disturbs it any more: all that happened is told, and comes to its end.
    for (let round = 0; round < 6; round++) {
      platform.world.clock.advance(302);
      await quietly(chargeDue);
      await quietly(tell);
      await quietly(tellPages);
      await quietly(done);
      for (const due of (await Orders.due(platform.asSystem, {})).refunding)
        await quietly(() => Orders.issueRefund(platform.asSystem, { orderId: due }));
    }
    for (const paymentId of known()) await Orders.recordCharge(platform.asSystem, { paymentId });
    await quietly(done);
    const arrived = [
      ...taken(orderId).map(({ id, total }) => ({ id, minor: total?.minor ?? 0 })),
      ...pages()
        .filter(({ paid }) => paid)
        .map(({ paymentId, total }) => ({ id: paymentId, minor: total?.minor ?? 0 })),
    ];
    const sentBack = [...platform.payments.refunds.values()].filter(({ paymentId }) =>
      arrived.some(({ id }) => id === paymentId),
    );
    const kept =
      arrived.reduce((all, { minor }) => all + minor, 0) - sentBack.reduce((all, { minor }) => all + minor, 0);
    const renewals = registrar.jobs.filter(({ wanted }) => wanted.kind === "renew" && wanted.name === name);
    expect({ kept, renewals: renewals.length, arrived: arrived.length <= 1 }).toEqual({
      ...{ kept: renewals.length * 1499, renewals: renewals.length, arrived: true },
    });
    expect(renewals.length).toBeLessThanOrEqual(1);
    const { state } = await order(orderId);
    expect(state).toBe(kept > 0 ? "fulfilled" : arrived.length > 0 ? "refunded" : state);
  },
);
