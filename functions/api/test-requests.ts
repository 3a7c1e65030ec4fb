import { randomBytes } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { account, membership } from "#core/accounts/account.sql.ts";
import { customerNote } from "#core/accounts/customer-note.sql.ts";
import { apiKey } from "#core/api-keys/api-key.sql.ts";
import { plan as planRow, planVersion } from "#core/catalog/plan.sql.ts";
import { product } from "#core/catalog/product.sql.ts";
import { emailChange } from "#core/identity/email-change.sql.ts";
import { emailVerification } from "#core/identity/email-verification.sql.ts";
import { factor } from "#core/identity/factor.sql.ts";
import { factorRecovery } from "#core/identity/factor-recovery.sql.ts";
import { passwordReset } from "#core/identity/password-reset.sql.ts";
import { person } from "#core/identity/person.sql.ts";
import { registration } from "#core/identity/registration.sql.ts";
import { session } from "#core/identity/session.sql.ts";
import { staffInvitation } from "#core/identity/staff-invitation.sql.ts";
import { digestOf, newToken } from "#core/identity/token.ts";
import { type Id, newId } from "#core/kernel/id.ts";
import { operation } from "#core/kernel/long-operation/long-operation.sql.ts";
import { Sealed } from "#core/kernel/sealed.ts";
import { node } from "#core/nodes/node.sql.ts";
import { order } from "#core/orders/order.sql.ts";
import type { OrderState } from "#core/orders/order.state.ts";
import { invitation } from "#core/people/invitation.sql.ts";
import { ownershipTransfer } from "#core/people/ownership-transfer.sql.ts";
import { release } from "#core/releases/release.sql.ts";
import { service } from "#core/services/service.sql.ts";
import type { ServiceState } from "#core/services/service.state.ts";
import { ssoConnection, ssoDomain } from "#core/sso/connection.sql.ts";
import type { RouteKey } from "./route.ts";
import type { routes } from "./routes/index.ts";
import { password, somePasskey, type TestApi } from "./test-api.ts";

const hostKey = `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${"A".repeat(48)}`;

const credential = { id: "AAAA", rawId: "AAAA", type: "public-key" as const };
const usedPasskey = {
  ...credential,
  response: { clientDataJSON: "e30", authenticatorData: "AAAA", signature: "AAAA", userHandle: "AAAA" },
};
const newPasskey = { ...credential, response: { clientDataJSON: "e30", attestationObject: "AAAA" } };

/** Things of the account, each in the state in which its route would work for those who may. */
export async function samples({ accountId, plan, world }: TestApi) {
  const createdAt = world.clock.now;
  const sold = {
    planId: plan.id,
    planName: plan.name,
    planVersionId: plan.versionId,
    interval: "month" as const,
    priceMinor: plan.price.minor,
    priceCurrency: plan.price.currency,
  };
  return world.db.transaction({ role: "platform" }, async (tx) => {
    const orderIn = async (state: OrderState): Promise<Id<"order">> => {
      const id = newId("order");
      const rest = { placedBy: newId("person"), siteName: `site-${state}`, checkoutAttempt: 0, createdAt };
      await tx.insert(order).values({ id, accountId, state, ...sold, ...rest });
      return id;
    };
    const serviceIn = async (state: ServiceState): Promise<Id<"service">> => {
      const id = newId("service");
      const rest = { name: `site-${state}`, kind: "static" as const, generation: 1, paidUntil: createdAt, createdAt };
      await tx
        .insert(service)
        .values({ id, accountId, orderId: newId("order"), state, ...sold, ...plan.limits, ...rest });
      return id;
    };
    const nodeId = newId("node");
    await tx.insert(node).values({
      ...{
        id: nodeId,
        name: `rack-${nodeId.slice(-8).toLowerCase()}`,
        region: "Here",
        host: `${nodeId.slice(-8).toLowerCase()}.example`,
        port: 22,
        httpPort: 80,
        hostKey,
      },
      ...{ state: "ready", createdAt },
    });
    /** Live, with one to go back to. */
    const active = await serviceIn("active");
    for (const [number, state] of [
      [1, "superseded"],
      [2, "live"],
    ] as const) {
      const runs = { template: "static", parameters: {}, stack: `s-sample-${number}`, kept: true } as const;
      await tx.insert(release).values({
        ...{ id: newId("release"), accountId, serviceId: active, number, state, cause: "redeploy", ...runs },
        ...{ requestedBy: { type: "system", job: "test" }, operationId: newId("operation"), createdAt },
      });
    }
    /** With a deploy under way. */
    const deploying = await serviceIn("active");
    const deployId = newId("operation");
    await tx.insert(operation).values({
      ...{ id: deployId, accountId, kind: "service.deploy", title: "Deploy", subject: deploying },
      ...{ requestedBy: { type: "system", job: "test" }, state: "queued", position: 0, attempt: 0, undoing: false },
      ...{ nextAt: createdAt, giveUpAt: createdAt, createdAt },
    });
    await tx.insert(release).values({
      ...{ id: newId("release"), accountId, serviceId: deploying, number: 1, state: "pending", cause: "redeploy" },
      ...{ requestedBy: { type: "system", job: "test" }, operationId: deployId, createdAt },
      ...{ template: "static", parameters: {}, stack: "s-sample-3", kept: false },
    });
    const suspended = await serviceIn("suspended");
    const operationId = newId("operation");
    await tx.insert(operation).values({
      ...{ id: operationId, accountId, kind: "service.resume", title: "Resume", subject: suspended },
      ...{ requestedBy: { type: "system", job: "test" }, state: "failed", position: 0, attempt: 1, undoing: true },
      ...{ nextAt: createdAt, giveUpAt: createdAt, createdAt, finishedAt: createdAt },
    });
    const [owner] = await tx.select().from(person).where(eq(person.name, "owner"));
    if (!owner) throw new Error("there is no owner");
    const sessionId = newId("session");
    const lasting = { createdAt, lastUsedAt: createdAt, expiresAt: new Date(createdAt.getTime() + 86_400_000) };
    await tx
      .insert(session)
      .values({ id: sessionId, personId: owner.id, accountId, tokenHash: randomBytes(32), ...lasting });
    const verificationToken = newToken();
    await tx.insert(emailVerification).values({
      ...{ id: newId("emailVerification"), personId: owner.id, email: owner.email, createdAt },
      ...{ tokenHash: digestOf(verificationToken), expiresAt: lasting.expiresAt },
    });
    const registrationToken = newToken();
    await tx.insert(registration).values({
      ...{ id: newId("registration"), email: "new@example.com", address: "", userAgent: "", createdAt },
      ...{ tokenHash: digestOf(registrationToken), expiresAt: lasting.expiresAt },
    });
    const [proofToken, approvalToken] = [newToken(), newToken()];
    await tx.insert(emailChange).values({
      ...{ id: newId("emailChange"), personId: owner.id, sessionId, oldEmail: owner.email, address: "", userAgent: "" },
      ...{ newEmail: "elsewhere@example.com", proofHash: digestOf(proofToken), approvalHash: digestOf(approvalToken) },
      ...{ createdAt, expiresAt: lasting.expiresAt },
    });
    const resetToken = newToken();
    await tx.insert(passwordReset).values({
      ...{ id: newId("passwordReset"), email: owner.email, personId: owner.id, address: "", userAgent: "", createdAt },
      ...{ tokenHash: digestOf(resetToken), expiresAt: lasting.expiresAt },
    });
    const ssoDomainId = newId("ssoDomain");
    // There is one for each account and one for staff.
    await tx.delete(ssoConnection);
    for (const of of [accountId, null]) {
      const id = newId("ssoConnection");
      await tx.insert(ssoConnection).values({
        ...{ id, accountId: of, issuer: "https://login.example", clientId: "rookery", roles: [], enabled: true },
        ...{ clientSecret: unopenable, testedAt: createdAt, providerSince: createdAt, createdAt },
      });
      if (of === null) continue;
      const domain = { id: ssoDomainId, connectionId: id, accountId, name: "corp.example", challenge: "c", createdAt };
      await tx.insert(ssoDomain).values(domain);
    }
    const factorId = newId("factor");
    await tx.insert(factor).values(somePasskey({ id: factorId, personId: owner.id, createdAt }));
    const recoveryToken = newToken();
    const colleagueId = newId("person");
    await tx.insert(person).values({
      ...{
        id: colleagueId,
        email: `${colleagueId}@example.com`.toLowerCase(),
        name: "Colleague",
        passwordHash: "none",
        createdAt,
      },
      staffRole: "support",
    });
    const [invitedId, formerId, joinToken, noteId] = [
      newId("person"),
      newId("person"),
      newToken(),
      newId("customerNote"),
    ];
    const appointed = { name: "Appointed", staffRole: "operator", createdAt } as const;
    await tx.insert(person).values([
      { ...appointed, id: invitedId, email: `${invitedId}@example.com`.toLowerCase() },
      { ...appointed, id: formerId, email: `${formerId}@example.com`.toLowerCase(), deactivatedAt: createdAt },
    ]);
    await tx.insert(staffInvitation).values({
      ...{ id: newId("staffInvitation"), personId: invitedId, createdAt },
      ...{ tokenHash: digestOf(joinToken), expiresAt: lasting.expiresAt },
    });
    await tx
      .insert(customerNote)
      .values({ id: noteId, customerId: accountId, personId: colleagueId, text: "Prefers the phone", createdAt });
    const lostId = newId("person");
    await tx.insert(person).values({
      id: lostId,
      email: `${lostId}@example.com`.toLowerCase(),
      name: "Lost",
      passwordHash: "none",
      createdAt,
    });
    await tx.insert(factorRecovery).values({
      ...{ id: newId("factorRecovery"), personId: lostId, address: "", userAgent: "", createdAt },
      tokenHash: digestOf(recoveryToken),
    });
    const [key] = await tx.select({ id: apiKey.id }).from(apiKey).where(eq(apiKey.name, "spare"));
    if (!key) throw new Error("there is no key");
    const [technical] = await tx.select().from(person).where(eq(person.name, "technical"));
    if (!technical) throw new Error("there is no technical member");
    // Somebody who can be removed again and again.
    const [missedId, membershipId] = [newId("person"), newId("membership")];
    const missed = { id: missedId, email: `${missedId}@example.com`.toLowerCase(), name: "missed" };
    await tx.insert(person).values({ ...missed, passwordHash: "", createdAt });
    await tx
      .insert(membership)
      .values({ id: membershipId, accountId, personId: missedId, role: "technical", createdAt });
    const [invitationId, invitationToken, transferId] = [newId("invitation"), newToken(), newId("ownershipTransfer")];
    await tx.insert(invitation).values({
      ...{
        id: invitationId,
        accountId,
        email: `${invitationId}@example.com`.toLowerCase(),
        role: "reader",
        invitedBy: owner.id,
        createdAt,
      },
      ...{ tokenHash: digestOf(invitationToken), expiresAt: lasting.expiresAt },
    });
    // Of another account of theirs, so that the owner may offer ours.
    const handedOver = newId("account");
    await tx.insert(account).values({ id: handedOver, name: "Handed over", createdAt });
    await tx.insert(membership).values(
      [owner.id, technical.id].map((personId, at) => ({
        ...{ id: newId("membership"), accountId: handedOver, personId, createdAt },
        role: at === 0 ? ("owner" as const) : ("technical" as const),
      })),
    );
    await tx.insert(ownershipTransfer).values({
      ...{ id: transferId, accountId: handedOver, fromPersonId: owner.id, toPersonId: technical.id, createdAt },
      expiresAt: lasting.expiresAt,
    });
    // A product of its own, whose plan is sold by its first version and has a draft of the second.
    const [productId, planId] = [newId("product"), newId("plan")];
    const words = { name: "Sample", position: 9, state: "on_sale", revision: 1, createdAt } as const;
    await tx.insert(product).values({
      id: productId,
      slug: `product-${productId.slice(-8)}`.toLowerCase(),
      family: "hosting",
      description: "",
      ...words,
    });
    await tx
      .insert(planRow)
      .values({ id: planId, productId, slug: `plan-${planId.slice(-8)}`.toLowerCase(), summary: "", ...words });
    await tx.insert(planVersion).values(
      [createdAt, null].map((publishedAt, at) => ({
        ...{ id: newId("planVersion"), planId, number: at + 1, publishedAt, createdAt },
        ...{ priceMinor: 290 + at, setupFeeMinor: 0, priceCurrency: "EUR" as const },
        ...{ ...plan.limits, ...plan.quotas },
      })),
    );
    const products = await tx.select().from(product).orderBy(asc(product.position), asc(product.id));
    return {
      productId,
      planId,
      productIds: products.map(({ id }) => id),
      membershipId,
      invitationId,
      invitationToken,
      transferId,
      keyId: key.id,
      factorId,
      recoveryToken,
      colleagueId,
      invitedId,
      formerId,
      joinToken,
      noteId,
      nodeId,
      sessionId,
      ssoDomainId,
      proofToken,
      approvalToken,
      registrationToken,
      resetToken,
      verificationToken,
      operationId,
      orders: { pending: await orderIn("pending"), paid: await orderIn("paid") },
      services: { active, deploying, suspended, terminating: await serviceIn("terminating") },
    };
  });
}

/** Sealed with a key that there is not. */
const unopenable = Sealed.fromBytes(Buffer.concat([Buffer.from([1]), Buffer.from("0".repeat(26)), Buffer.alloc(80)]));

export type Samples = Awaited<ReturnType<typeof samples>>;

export interface TestRequest {
  params?: Record<string, string>;
  body?: unknown;
}

/** For each route what fills its path, and what is sent, so that it works for those who may. None may be missing. */
export const requests = ({ accountId, plan }: TestApi, sample: Samples): Record<keyof typeof routes, TestRequest> => {
  const { orders, services, nodeId, operationId, membershipId, invitationId, transferId, productId, planId } = sample;
  const { limits, quotas } = plan;
  const terms = { price: { minor: 999, currency: "EUR" }, limits, quotas };
  const credentials = { email: "nobody@example.com", password: "seventeen grey herons" };
  return {
    "POST /registrations": { body: { email: credentials.email } },
    "POST /registrations/completion": {
      body: {
        ...{ token: sample.registrationToken.reveal(), password: credentials.password },
        ...{ name: "Kim", accountName: "Kim's" },
      },
    },
    "POST /session": { body: credentials },
    "GET /session": {},
    "DELETE /session": {},
    "GET /sessions": {},
    "POST /sessions/{sessionId}/end": { params: { sessionId: sample.sessionId } },
    "POST /sessions/end-others": {},
    "POST /profile": { body: { name: "Kim" } },
    "GET /email-change": {},
    "POST /email-change": { body: { newEmail: "new@example.com", currentPassword: password } },
    "POST /email-change/withdrawal": {},
    "POST /email-change/confirmation": { body: { token: sample.proofToken.reveal() } },
    "POST /email-change/refusal": { body: { token: sample.approvalToken.reveal() } },
    "POST /email-verifications": {},
    "POST /email-verifications/completion": { body: { token: sample.verificationToken.reveal() } },
    "POST /password-resets": { body: { email: "nobody@example.com" } },
    "POST /staff-invitations/completion": {
      body: { token: sample.joinToken.reveal(), password: "a good long pass phrase" },
    },
    "POST /password-resets/preview": { body: { token: sample.resetToken.reveal() } },
    "POST /password-resets/completion": {
      body: { token: sample.resetToken.reveal(), password: "seventeen grey herons" },
    },
    "POST /password": { body: { currentPassword: password, newPassword: "seventeen grey herons" } },
    "POST /session/second-factor": { body: { code: "123456" } },
    "POST /session/passkey-request": {},
    "POST /session/passkey": { body: { passkey: usedPasskey } },
    "POST /session/confirmation-request": {},
    "POST /session/confirmation": { body: { password } },
    "GET /factors": {},
    "POST /factors/totp": { body: { name: "Phone" } },
    "POST /factors/{factorId}/confirmation": { params: { factorId: sample.factorId }, body: { code: "123456" } },
    "POST /factors/passkey-request": {},
    "POST /factors/passkeys": { body: { name: "Laptop", passkey: newPasskey } },
    "POST /factors/{factorId}/name": { params: { factorId: sample.factorId }, body: { name: "Old phone" } },
    "POST /factors/{factorId}/remove": { params: { factorId: sample.factorId } },
    "POST /recovery-codes": {},
    "POST /factor-recoveries": {},
    "POST /factor-recoveries/confirmation": { body: { token: sample.recoveryToken.reveal() } },
    "POST /factor-recoveries/completion": {},
    "POST /account/factor-requirement": { body: { required: false } },
    "POST /dashboard/staff/{personId}/reset-factors": {
      params: { personId: sample.colleagueId },
      body: { reason: "Lost the phone" },
    },
    "POST /account/export": { body: {} },
    "GET /account/closing": {},
    "POST /account/close": {},
    "POST /account/reopen": {},
    "POST /person/erasure": {},
    "GET /accounts": {},
    "POST /accounts": { body: { name: "Second Studio" } },
    "POST /session/account": { body: { accountId } },
    "GET /account": {},
    "POST /account": { body: { name: "Studio North", contact: { company: "North Ltd", country: "DE" } } },
    "GET /account/glance": {},
    "GET /dashboard/customers/{accountId}/contact": { params: { accountId } },
    "GET /members": {},
    "POST /members/{membershipId}/change": { params: { membershipId }, body: { role: "reader", serviceIds: null } },
    "POST /members/{membershipId}/remove": { params: { membershipId } },
    "POST /members/leave": {},
    "GET /invitations": {},
    "POST /invitations": {
      body: { email: `kim-${membershipId}@example.com`.toLowerCase(), role: "technical", serviceIds: null },
    },
    "POST /invitations/{invitationId}/resend": { params: { invitationId } },
    "POST /invitations/{invitationId}/withdraw": { params: { invitationId } },
    "POST /invitations/preview": { body: { token: sample.invitationToken.reveal() } },
    "POST /invitations/acceptance": { body: { token: sample.invitationToken.reveal() } },
    "POST /invitations/completion": {
      body: { token: sample.invitationToken.reveal(), name: "Kim", password: "seventeen grey herons" },
    },
    "GET /ownership-transfers": {},
    "POST /ownership-transfers": { body: { membershipId } },
    "POST /ownership-transfers/{transferId}/accept": { params: { transferId } },
    "POST /ownership-transfers/{transferId}/withdraw": { params: { transferId } },
    "GET /keys": {},
    "POST /keys": { body: { name: "Deploy", scopes: ["service:read"], expiresInDays: 30 } },
    "POST /keys/{keyId}/revoke": { params: { keyId: sample.keyId } },
    "GET /plans": {},
    "GET /plans/{slug}": { params: { slug: plan.slug } },
    "GET /settings": {},
    "GET /site-names/{siteName}": { params: { siteName: "brand-new" } },
    "POST /orders": { body: { planId: plan.id, siteName: "brand-new" } },
    "GET /orders": {},
    "GET /orders/{orderId}": { params: { orderId: orders.paid } },
    "POST /orders/{orderId}/checkout": { params: { orderId: orders.pending } },
    "POST /orders/{orderId}/cancel": { params: { orderId: orders.pending } },
    "GET /services": {},
    "GET /services/{serviceId}": { params: { serviceId: services.active } },
    "GET /services/{serviceId}/log": { params: { serviceId: services.active } },
    "GET /services/{serviceId}/releases": { params: { serviceId: services.active } },
    "POST /services/{serviceId}/releases": { params: { serviceId: services.active } },
    "POST /services/{serviceId}/releases/{number}/rollback": { params: { serviceId: services.active, number: "1" } },
    "POST /services/{serviceId}/releases/{number}/cancel": { params: { serviceId: services.deploying, number: "1" } },
    "POST /services/{serviceId}/suspend": { params: { serviceId: services.active } },
    "POST /services/{serviceId}/resume": { params: { serviceId: services.suspended } },
    "POST /services/{serviceId}/terminate": { params: { serviceId: services.active } },
    "POST /services/{serviceId}/keep": { params: { serviceId: services.terminating } },
    "GET /operations": {},
    "GET /operations/{operationId}": { params: { operationId } },
    "GET /operations/{operationId}/log": { params: { operationId } },
    "GET /activity": {},
    "GET /activity/export": {},
    "GET /dashboard/audit": {},
    "GET /dashboard/audit/export": {},
    "GET /dashboard/audit/verification": {},
    "GET /sso": {},
    "POST /sso": { body: ssoSettings },
    "DELETE /sso": {},
    "POST /sso/discovery": { body: { issuer: "https://login.example" } },
    "POST /sso/switch": { body: { enabled: true, enforced: false } },
    "POST /sso/domains": { body: { name: "other.example" } },
    "POST /sso/domains/{domainId}/verification": { params: { domainId: sample.ssoDomainId } },
    "DELETE /sso/domains/{domainId}": { params: { domainId: sample.ssoDomainId } },
    "POST /sso/tests": {},
    "POST /sso/sign-ins": { body: { at: "staff" } },
    "POST /sso/callback": { body: { door: "staff", answered: { code: "c" } } },
    "POST /sso/connection": {},
    "GET /dashboard/overview": {},
    "GET /dashboard/customers": {},
    "GET /dashboard/customers/{accountId}": { params: { accountId } },
    "GET /dashboard/staff": {},
    "POST /dashboard/staff": { body: { name: "New", email: "new-staff@example.com", role: "support" } },
    "POST /dashboard/staff/{personId}/role": { params: { personId: sample.invitedId }, body: { role: "support" } },
    "POST /dashboard/staff/{personId}/deactivate": { params: { personId: sample.invitedId } },
    "POST /dashboard/staff/{personId}/reactivate": { params: { personId: sample.formerId } },
    "POST /dashboard/staff/{personId}/link": { params: { personId: sample.invitedId } },
    "POST /dashboard/customers/{accountId}/act": {
      params: { accountId },
      body: { reason: "The site does not answer", minutes: 15 },
    },
    "POST /acting/stop": {},
    "GET /support-access": {},
    "POST /support-access": { body: { access: "granted", hours: 4 } },
    "POST /support-access/end": {},
    "GET /dashboard/customers/{accountId}/notes": { params: { accountId } },
    "POST /dashboard/customers/{accountId}/notes": { params: { accountId }, body: { text: "Prefers the phone" } },
    "POST /dashboard/customers/{accountId}/notes/{noteId}/remove": { params: { accountId, noteId: sample.noteId } },
    "POST /dashboard/orders/{orderId}/refund": { params: { orderId: orders.paid } },
    "GET /dashboard/nodes": {},
    "GET /dashboard/nodes/key": {},
    "GET /dashboard/nodes/{nodeId}": { params: { nodeId } },
    "POST /dashboard/nodes": { body: { name: "rack-2", region: "Here", host: "192.0.2.2", hostKey } },
    "POST /dashboard/nodes/{nodeId}/check": { params: { nodeId } },
    "GET /dashboard/queues": {},
    "GET /dashboard/queues/{queue}": { params: { queue: "payments" } },
    "POST /dashboard/queues/{queue}/send-back": { params: { queue: "payments" }, body: { reason: "Fixed" } },
    "POST /dashboard/queues/{queue}/discard": { params: { queue: "payments" }, body: { reason: "Of no use" } },
    "POST /dashboard/operations/{operationId}/retry": { params: { operationId } },
    "GET /dashboard/catalogue": {},
    "POST /dashboard/catalogue/products": { body: { slug: "brand-new", name: "Brand new", description: "" } },
    "POST /dashboard/catalogue/products/reorder": {
      body: { seen: sample.productIds, productIds: sample.productIds.toReversed() },
    },
    "POST /dashboard/catalogue/products/{productId}/change": {
      params: { productId },
      body: { revision: 1, name: "Other", description: "" },
    },
    "POST /dashboard/catalogue/products/{productId}/state": {
      params: { productId },
      body: { revision: 1, state: "retired" },
    },
    "POST /dashboard/catalogue/products/{productId}/reorder": {
      params: { productId },
      body: { seen: [planId], planIds: [planId] },
    },
    "POST /dashboard/catalogue/plans": { body: { productId, slug: "brand-new", name: "New", summary: "", terms } },
    "GET /dashboard/catalogue/plans/{planId}": { params: { planId } },
    "POST /dashboard/catalogue/plans/{planId}/change": {
      params: { planId },
      body: { revision: 1, name: "Other", summary: "" },
    },
    "POST /dashboard/catalogue/plans/{planId}/draft": { params: { planId }, body: { revision: 1, terms } },
    "POST /dashboard/catalogue/plans/{planId}/discard-draft": { params: { planId }, body: { revision: 1 } },
    "POST /dashboard/catalogue/plans/{planId}/publish": { params: { planId }, body: { revision: 1 } },
    "POST /dashboard/catalogue/plans/{planId}/state": { params: { planId }, body: { revision: 1, state: "retired" } },
  };
};

const ssoSettings = {
  ...{ issuer: "https://login.example", clientId: "rookery", clientSecret: "a secret" },
  ...{ claim: "", roles: [], defaultRole: null, trustsFactors: false },
};

export const addressed = (key: RouteKey, params: Record<string, string> = {}) => {
  const [method = "", path = ""] = key.split(" ");
  return { method, path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "") };
};
