import { createHash, randomBytes } from "node:crypto";
import { vi } from "vitest";
import { account, membership } from "#core/accounts/account.sql.ts";
import { type FakePayments, fakePayments } from "#core/billing/fake-payments.ts";
import { fakeArchives } from "#core/builds/fake-archives.ts";
import type * as Catalog from "#core/catalog/index.ts";
import { fakeRegistrar } from "#core/domains/fake-registrar.ts";
import * as Hosting from "#core/hosting/index.ts";
import { acting } from "#core/identity/acting.sql.ts";
import { factor } from "#core/identity/factor.sql.ts";
import { person } from "#core/identity/person.sql.ts";
import { session } from "#core/identity/session.sql.ts";
import { type MemberRole, memberRoles, type StaffRole, staffRoles } from "#core/kernel/actor.ts";
import { KeyRing } from "#core/kernel/data-key.ts";
import type { Db } from "#core/kernel/db.ts";
import { type Id, newId } from "#core/kernel/id.ts";
import { MemoryKeyProtection } from "#core/kernel/memory-key-protection.ts";
import type { Ports } from "#core/kernel/operation.ts";
import { hashPassword } from "#core/kernel/password.ts";
import { Secret } from "#core/kernel/secret.ts";
import { type TestWorld, testWorld } from "#core/kernel/test-context.ts";
import { type Sandbox, sandbox } from "#core/kernel/test-sandbox.ts";
import { restartableOperations } from "#core/provisioning/index.ts";
import { putPlanOnSale } from "#core/provisioning/test-platform.ts";
import { type FakeQueues, fakeQueues } from "#core/queues/fake-queues.ts";
import { noSiteLog } from "#core/services/index.ts";
import { fakeIdentityProviders } from "#core/sso/fake-identity-providers.ts";
import { buildApi } from "./app.ts";
import { addKeys, isKeyCaller, keyCallers } from "./test-keys.ts";

/** Everybody's. */
export const password = "quiet harbour violet engine";
export const origin = "https://portal.example";

/**
 * Who may knock: nobody, a person of no account, the members of one account and one of them who sees a chosen service
 * alone, an owner of another account, staff, one of them who has not yet added the second factor that staff need,
 * staff who act for the account, and programs with API keys.
 */
export const callers = [
  "anonymous",
  "guest",
  ...memberRoles,
  "limited",
  "stranger",
  ...staffRoles.map((role) => `staff ${role}` as const),
  "unenrolled",
  "acting",
  ...keyCallers,
] as const;
export type Caller = (typeof callers)[number];

export interface TestApi {
  world: TestWorld;
  payments: FakePayments;
  queues: FakeQueues;
  keys: KeyRing;
  plan: Catalog.Plan;
  accountId: Id<"account">;
  /** Calls a route as somebody: people from our own pages, programs from anywhere. */
  call(
    caller: Caller,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>;
  /** The same, but nothing that it does is kept: every transaction is rolled back when it has run. */
  rehearse: TestApi["call"];
  /** Calls that see what those before them did, until it is undone; one at a time. */
  sandboxed(): Promise<{ call: TestApi["call"]; db: Db; undo(): Promise<void> }>;
  close(): Promise<void>;
}

/** `more` stands in place of what is there otherwise. */
export async function testApi(more: Partial<Ports> = {}): Promise<TestApi> {
  const world = await testWorld();
  const payments = fakePayments(() => world.clock.now);
  const queues = fakeQueues(() => world.clock.now);
  const keys = new KeyRing({ protection: new MemoryKeyProtection(), now: () => world.clock.now });
  await world.db.transaction({ role: "platform" }, (tx) => keys.prepare(tx));
  const registrar = fakeRegistrar(() => world.clock.now);
  registrar.leaving.set("registered.org", { registrar: null, answer: null, byItself: null });
  registrar.verifications.set(1_001, { verification: "pending", verifyBy: null, mailedAt: null });
  const ports: Partial<Ports> = {
    keys,
    addresses: {
      publicUrl: origin,
      sitesDomain: "example",
      ofSite: (name) => ({ host: `${name}.example`, url: `https://${name}.example/` }),
    },
    siteNames: { isTaken: (siteName) => Hosting.isTaken(world.as({ type: "system", job: "test" }), { siteName }) },
    nodeReads: { siteLog: async () => noSiteLog },
    nodeRuns: {
      putJobs: async () => 1,
      startRun: async () => {},
      readRun: async () => ({ state: "running", lines: [], cursor: "0" }),
      stopRun: async () => {},
    },
    sourceChecks: { checkSource: async () => ({ outcome: "found", commit: "0".repeat(40) }) },
    certificateChecks: { checkCertificate: async () => null },
    archives: fakeArchives(1_024),
    payments,
    queues,
    registrar,
    longOperations: restartableOperations,
    identityProviders: fakeIdentityProviders(),
    integrations: {
      addressOf: async () => ({ host: "api.example", login: "sample", system: "demonstration" }),
      check: async () => {},
    },
    txtRecords: { of: async () => [] },
    ...more,
  };
  const plan = await putPlanOnSale(world.as({ type: "system", job: "test" }, ports));
  const api = (db: Db) =>
    buildApi({
      db,
      now: () => world.clock.now,
      as: (actor, requestId) => ({ ...world.as(actor, ports), db, requestId }),
      config: { PUBLIC_URL: origin },
    });
  const [real, rehearsed] = [api(world.db), api(neverKept(world.db))];

  const passwordHash = await hashPassword(new Secret(password));
  const [accountId, elsewhere] = [newId("account"), newId("account")];
  const cookies = new Map<Caller, string>();
  const tokens = new Map<Caller, string>();
  await world.db.transaction({ role: "platform" }, async (tx) => {
    const createdAt = world.clock.now;
    await tx.insert(account).values([
      { id: accountId, name: "Studio North", supportAccess: "always", createdAt },
      { id: elsewhere, name: "Elsewhere", createdAt },
    ]);
    for (const caller of callers) {
      if (caller === "anonymous") continue;
      if (isKeyCaller(caller)) continue;
      const personId = newId("person");
      if (caller === "owner") {
        for (const [name, token] of await addKeys(tx, { accountId, createdBy: personId, createdAt }, elsewhere)) {
          tokens.set(name, token);
        }
      }
      const staffRole = staffRoleOf(caller);
      const home = staffRole !== null || caller === "guest" ? null : caller === "stranger" ? elsewhere : accountId;
      const email = `${personId.toLowerCase()}@example.com`;
      await tx
        .insert(person)
        .values({ id: personId, email, name: caller, passwordHash, staffRole, emailVerifiedAt: createdAt, createdAt });
      if (home !== null) {
        const role = caller === "stranger" ? "owner" : caller === "limited" ? "technical" : (caller as MemberRole);
        const serviceIds = caller === "limited" ? [newId("service")] : null;
        await tx
          .insert(membership)
          .values({ id: newId("membership"), accountId: home, personId, role, serviceIds, createdAt });
      }
      if (staffRole !== null && caller !== "unenrolled") {
        await tx.insert(factor).values(somePasskey({ id: newId("factor"), personId, createdAt }));
      }
      const token = randomBytes(32).toString("base64url");
      const tokenHash = createHash("sha256").update(token).digest();
      const expiresAt = new Date(createdAt.getTime() + 86_400_000 * 365);
      const sessionId = newId("session");
      await tx.insert(session).values({
        id: sessionId,
        tokenHash,
        personId,
        accountId: home,
        createdAt,
        lastUsedAt: createdAt,
        confirmedAt: createdAt,
        expiresAt,
      });
      if (caller === "acting") {
        const [id, reason] = [newId("acting"), "The site does not answer"];
        await tx.insert(acting).values({ id, sessionId, personId, accountId, reason, startedAt: createdAt, expiresAt });
      }
      cookies.set(caller, `__Host-rookery=${token}`);
    }
  });

  // A line for each of thousands of requests: nobody reads them, and sending them to who reports costs as much as some requests.
  const lines = vi.spyOn(console, "log").mockImplementation(() => undefined);
  const boxes: Sandbox[] = [];
  const calling =
    (app: ReturnType<typeof buildApi>): TestApi["call"] =>
    async (caller, method, path, body, headers = {}) => {
      const [cookie, token] = [cookies.get(caller), tokens.get(caller)];
      return app.request(`/api${path}`, {
        method,
        headers: {
          ...(method !== "GET" && { "content-type": "application/json" }),
          ...(token === undefined ? method !== "GET" && { origin } : { authorization: `Bearer ${token}` }),
          ...(cookie !== undefined && { cookie }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      });
    };

  return {
    world,
    payments,
    queues,
    keys,
    plan,
    accountId,
    call: calling(real),
    rehearse: calling(rehearsed),
    async sandboxed() {
      const box = await sandbox(world.url);
      boxes.push(box);
      return { call: calling(api(box.db)), db: box.db, undo: box.undo };
    },
    async close() {
      lines.mockRestore();
      await Promise.all(boxes.map((box) => box.close()));
      await world.close();
    },
  };
}

const staffRoleOf = (caller: Caller): StaffRole | null =>
  caller === "acting" || caller === "unenrolled"
    ? "administrator"
    : caller.startsWith("staff ")
      ? (caller.slice(6) as StaffRole)
      : null;

/** A passkey that nobody has, for whom it is enough to have one. */
export const somePasskey = (row: Pick<typeof factor.$inferInsert, "id" | "personId" | "createdAt">) => ({
  ...row,
  ...{ kind: "passkey" as const, name: "Laptop", credentialId: row.id, publicKey: Buffer.from("none"), counter: 0 },
  confirmedAt: row.createdAt,
});

class Undone extends Error {}

const neverKept = (db: Db): Db => ({
  ...db,
  async transaction(viewer, run, options) {
    let value: { of: Awaited<ReturnType<typeof run>> } | undefined;
    try {
      await db.transaction(
        viewer,
        async (tx) => {
          value = { of: await run(tx) };
          throw new Undone();
        },
        options,
      );
    } catch (error) {
      if (!(error instanceof Undone)) throw error;
    }
    if (value === undefined) throw new Error("the transaction ended without a result");
    return value.of;
  },
});
