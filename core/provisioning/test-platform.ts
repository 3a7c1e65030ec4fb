import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { account, membership } from "../accounts/account.sql.ts";
import { type FakePayments, fakePayments } from "../billing/fake-payments.ts";
import * as Billing from "../billing/index.ts";
import { type FakeArchives, fakeArchives } from "../builds/fake-archives.ts";
import * as Builds from "../builds/index.ts";
import * as Catalog from "../catalog/index.ts";
import { type FakeDns, fakeDns } from "../dns/fake-dns.ts";
import * as Dns from "../dns/index.ts";
import * as Domains from "../domains/index.ts";
import { person } from "../identity/person.sql.ts";
import type { MemberRole } from "../kernel/actor.ts";
import { KeyRing } from "../kernel/data-key.ts";
import { type Id, newId } from "../kernel/id.ts";
import { outbox } from "../kernel/kernel.sql.ts";
import { advance } from "../kernel/long-operation/index.ts";
import { MemoryKeyProtection } from "../kernel/memory-key-protection.ts";
import type { Ctx, Ports, StoredEvent } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import { member, staffMember, system, type TestWorld, testWorld } from "../kernel/test-context.ts";
import { type FakeNode, type FakeNodes, fakeNodes } from "../nodes/fake-nodes.ts";
import * as Nodes from "../nodes/index.ts";
import * as Orders from "../orders/index.ts";
import { type FakeQueues, fakeQueues } from "../queues/fake-queues.ts";
import { longOperations, nodeRuns, sourceChecks } from "./index.ts";

type Ordered = Pick<Parameters<typeof Orders.place>[1], "app" | "source"> & { planId?: Id<"plan"> };

/** Everything of the platform but its transport: the core on Postgres, with stand-ins for what it reaches. */
export interface TestPlatform {
  world: TestWorld;
  payments: FakePayments;
  nodes: FakeNodes;
  queues: FakeQueues;
  archives: FakeArchives;
  dns: FakeDns;
  plan: Catalog.Plan;
  asSystem: Ctx;
  asStaff(role?: Parameters<typeof staffMember>[0]): Ctx;
  /** A new account and its owner. */
  customer(): Promise<{ accountId: Id<"account">; owner: Ctx; as(role: MemberRole): Ctx }>;
  /** A node that is ready. */
  readyNode(memoryMb?: number): Promise<FakeNode & { id: Id<"node"> }>;
  /** Delivers what is due now, and what follows from it, as the queues would. */
  deliver(): Promise<void>;
  /** Delivers and lets time pass until nothing is left to deliver within `seconds`. */
  deliverFor(seconds: number): Promise<void>;
  /** What was delivered, by type, oldest first. */
  delivered: { type: string; subject: string }[];
  /** Orders a site, pays it and tells the platform so. Without a plan it is the smallest. */
  paidOrder(owner: Ctx, siteName: string, of?: Ordered): Promise<Orders.Order>;
  /** A plan with room for databases, on sale from now on. */
  largePlan(): Promise<Catalog.Plan>;
  close(): Promise<void>;
}

const testProduct = {
  slug: "hosting",
  name: "Hosting",
  description: "Websites",
  plans: [
    {
      slug: "small",
      name: "Small",
      summary: "One site",
      terms: {
        price: { minor: 500, currency: "EUR" as const },
        limits: { memoryMb: 64, cpuPercent: 25, processes: 64, diskMb: 512 },
        quotas: { trafficGb: 50, sites: 1, databases: 0 },
      },
    },
  ],
};

const largePlan = {
  slug: "large",
  name: "Large",
  summary: "One site and its databases",
  terms: {
    price: { minor: 1500, currency: "EUR" as const },
    limits: { memoryMb: 512, cpuPercent: 100, processes: 256, diskMb: 4096 },
    quotas: { trafficGb: 500, sites: 1, databases: 2 },
  },
};

/** A plan to order, on sale from now on. */
export async function putPlanOnSale(asSystem: Ctx): Promise<Catalog.Plan> {
  await Catalog.setUp(asSystem, testProduct);
  return only(await Catalog.list(asSystem, {}));
}

/** `more`: ports that few tests use. */
export async function testPlatform(more: Partial<Ports> = {}): Promise<TestPlatform> {
  const world = await testWorld();
  const nodes = fakeNodes();
  const payments = fakePayments(() => world.clock.now);
  const queues = fakeQueues(() => world.clock.now);
  const archives = fakeArchives();
  const dns = fakeDns();
  const addresses: Ports["addresses"] = {
    publicUrl: "https://portal.example",
    sitesDomain: "sites.example",
    ofSite: (name) => ({ host: `${name}.sites.example`, url: `http://${name}.sites.example/` }),
  };
  const keys = new KeyRing({ protection: new MemoryKeyProtection(), now: () => world.clock.now });
  const ports = { addresses, archives, authoritativeDns: dns, payments, nodes, queues, longOperations, keys, ...more };
  // What people ask of nodes is asked by a function of its own, as the system.
  const asked = world.as(system, ports);
  const ofNodes = { nodeRuns: nodeRuns(asked), sourceChecks: sourceChecks(asked) };
  const as = (actor: Parameters<TestWorld["as"]>[0]) => world.as(actor, { ...ports, ...ofNodes });
  const asSystem = as(system);
  await world.db.transaction({ role: "platform" }, (tx) => keys.prepare(tx));
  const plan = await putPlanOnSale(asSystem);
  const delivered: TestPlatform["delivered"] = [];
  const platform = { role: "platform" } as const;

  async function work({ type, subject }: Pick<StoredEvent, "type" | "subject">): Promise<void> {
    delivered.push({ type, subject });
    if (type === "operation.due") {
      const until = new Date(world.clock.now.getTime() + 30_000);
      const report = () => undefined;
      await advance(asSystem, subject as Id<"operation">, { leaseSeconds: 60, until, report });
    } else if (type === "source.pushed") {
      await Builds.deployPush(asSystem, { sourceId: subject as Id<"source"> });
    } else if (type === "order.refund_due") {
      await Orders.issueRefund(asSystem, { orderId: subject as Id<"order"> });
    } else if (type === "registrar_job.due") {
      await Domains.advanceJob(asSystem, subject as Id<"registrarJob">);
    } else if (type === "domain.registered") {
      await Dns.hostRegistered(asSystem, { domainId: subject as Id<"domain"> });
    } else if (type === "registrar_job.refund_due") {
      await Orders.refundDomain(asSystem, { jobId: subject as Id<"registrarJob"> });
    } else if (type === "registrar_job.done") {
      await Orders.concludeDomains(asSystem, { jobId: subject as Id<"registrarJob"> });
    } else if (type === "order.extra_paid") {
      await Orders.refundExtra(asSystem, { paymentId: subject });
    } else if (type === "saved_card.removed") {
      await Billing.forgetCard(asSystem, { cardId: subject as Id<"savedCard"> });
    } else if (type === "order.change_due") {
      await Orders.applyChange(asSystem, { orderId: subject as Id<"order"> });
    } else if (type === "payment_event.received") {
      const event = await payments.event(subject);
      if (event.type.startsWith("checkout.")) await Orders.recordPayment(asSystem, { checkoutId: event.objectId });
      else await Orders.refreshRefund(asSystem, { refundId: event.objectId });
    }
  }

  async function deliver(): Promise<void> {
    for (;;) {
      const [event] = await world.db.transaction(platform, async (tx) => {
        const next = and(isNull(outbox.sentAt), lte(outbox.dueAt, world.clock.now));
        const [found] = await tx.select().from(outbox).where(next).orderBy(asc(outbox.id)).limit(1);
        if (!found) return [];
        return tx.update(outbox).set({ sentAt: world.clock.now }).where(eq(outbox.id, found.id)).returning();
      });
      if (!event) return;
      await work(event);
    }
  }

  async function deliverFor(seconds: number): Promise<void> {
    const end = world.clock.now.getTime() + seconds * 1000;
    for (;;) {
      await deliver();
      const [next] = await world.db.transaction(platform, (tx) =>
        tx.select().from(outbox).where(isNull(outbox.sentAt)).orderBy(asc(outbox.dueAt)).limit(1),
      );
      if (!next || next.dueAt.getTime() > end) break;
      world.clock.now = next.dueAt;
    }
    world.clock.now = new Date(end);
  }

  return {
    world,
    payments,
    nodes,
    archives,
    dns,
    queues,
    plan,
    asSystem,
    delivered,
    deliver,
    deliverFor,
    asStaff: (role) => as(staffMember(role)),
    async customer() {
      const accountId = newId("account");
      const personId = newId("person");
      const createdAt = world.clock.now;
      await world.db.transaction(platform, async (tx) => {
        await tx.insert(account).values({ id: accountId, name: "Studio North", createdAt });
        await tx.insert(person).values({
          id: personId,
          email: `${personId}@example.com`,
          name: "Ada",
          passwordHash: "none",
          emailVerifiedAt: createdAt,
          createdAt,
        });
        await tx.insert(membership).values({ id: newId("membership"), accountId, personId, role: "owner", createdAt });
      });
      const whoIs = (role: MemberRole) => as(member(accountId, role, personId));
      return { accountId, owner: whoIs("owner"), as: whoIs };
    },
    async largePlan() {
      await Catalog.setUp(asSystem, { ...testProduct, plans: [largePlan] });
      const found = (await Catalog.list(asSystem, {})).find(({ slug }) => slug === largePlan.slug);
      return only(found ? [found] : []);
    },
    async readyNode(memoryMb = 4096) {
      const fake = await nodes.start();
      fake.facts = { ...fake.facts, memoryMb };
      const name = `node-${fake.address.port}`;
      const { id } = await Nodes.add(asSystem, { name, region: "Here", ...fake.address });
      await deliver();
      return Object.assign(fake, { id });
    },
    async paidOrder(owner, siteName, of) {
      const placed = await Orders.place(owner, { planId: plan.id, siteName, ...of });
      await Orders.checkout(owner, { orderId: placed.id });
      const [checkoutId] = [...payments.checkouts.keys()].slice(-1);
      if (checkoutId === undefined) throw new Error("no payment page was opened");
      payments.pay(checkoutId);
      await Orders.recordPayment(asSystem, { checkoutId });
      return Orders.get(owner, { orderId: placed.id });
    },
    async close() {
      await nodes.close();
      await world.close();
    },
  };
}
