import { eq } from "drizzle-orm";
import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { command, query } from "../kernel/operation.ts";
import "../kernel/ports.ts";
import { only } from "../kernel/rows.ts";
import { open, seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { newPrivateKey } from "./acme-account.ts";
import { certificate, certificateOrder } from "./certificate.sql.ts";
import { challengeMethods } from "./certificate.state.ts";
import { type CertificateRow, endOrder, keyOf, lock, orderOf } from "./certificate-rows.ts";
import { noteTry } from "./pre-flight/limits.ts";

type OrderRow = typeof certificateOrder.$inferSelect;

const byCertificate = z.object({ certificateId: Id("certificate") });
const ofOrder = ({ certificateId, accountId }: Pick<OrderRow, "certificateId" | "accountId">) =>
  sealedAt(certificateOrder.privateKey, certificateId, { kind: "account", id: accountId });

/** The order that is under way, or a new one with a key of its own. One that no authority has yet goes to this one. */
export const beginOrder = command({
  name: "certificate.begin_order",
  input: byCertificate.extend({ directory: z.url() }),
  allow: { system: true },
  async run({ tx, ctx }, { certificateId, directory }) {
    const { accountId, names, method, chain } = await lock(tx, certificateId);
    if (method === "manual") throw new Error("a certificate that somebody brings is never ordered");
    const value = { names, method, chain, stored: false };
    const [known] = await tx.select().from(certificateOrder).where(orderOf(certificateId));
    if (known && (known.url !== null || known.directory === directory))
      return {
        value: { ...value, url: known.url, directory: known.directory, stored: known.endedAt !== null },
        audit: "unchanged",
        events: [],
      };
    const audit = { target: certificateId, accountId, after: { directory } };
    if (known) {
      await tx.update(certificateOrder).set({ directory }).where(orderOf(certificateId));
      return { value: { ...value, url: null, directory }, audit, events: [] };
    }
    const privateKey = await seal(ctx.ports.keys.in(tx), ofOrder({ certificateId, accountId }), newPrivateKey());
    const row = { certificateId, accountId, directory, privateKey, createdAt: ctx.now() };
    await tx.insert(certificateOrder).values(row);
    return { value: { ...value, url: null, directory }, audit, events: [] };
  },
});

/** Where the authority keeps the order: from then on it is gone on with, whatever happens in between. */
export const placeOrder = command({
  name: "certificate.place_order",
  input: byCertificate.extend({ url: z.url() }),
  allow: { system: true },
  async run({ tx }, { certificateId, url }) {
    const { accountId } = await lock(tx, certificateId);
    await tx.update(certificateOrder).set({ url }).where(orderOf(certificateId));
    return { value: null, audit: { target: certificateId, accountId, after: { url } }, events: [] };
  },
});

/** What the order could not become is forgotten with its key: the next try begins anew. One that was looked at in vain counts. */
export const dropOrder = command({
  name: "certificate.drop_order",
  input: byCertificate.extend({ inVain: z.boolean().default(false) }),
  allow: { system: true },
  async run({ tx, ctx }, { certificateId, inVain }) {
    const { accountId, names } = await lock(tx, certificateId);
    const [gone] = await endOrder(tx, certificateId);
    if (!gone) return { value: null, audit: "unchanged", events: [] };
    const { directory } = gone;
    if (inVain) await noteTry(tx, { names, directory, outcome: "refused" }, ctx.now());
    return { value: null, audit: { target: certificateId, accountId }, events: [] };
  },
});

/** Has the names shown to be theirs in another way; an order that was to do so in this one is over. */
export const changeMethod = command({
  name: "certificate.change_method",
  input: byCertificate.extend({ method: z.enum(challengeMethods) }),
  allow: { system: true },
  async run({ tx }, { certificateId, method }) {
    const row = await lock(tx, certificateId);
    await endOrder(tx, certificateId);
    await tx.update(certificate).set({ method }).where(eq(certificate.id, certificateId));
    return {
      value: null,
      audit: { target: certificateId, accountId: row.accountId, after: { host: shown(row), method } },
      events: [],
    };
  },
});

/** The key of the certificate that is ordered, for the request that it signs. */
export const openOrderKey = query({
  name: "certificate.open_order_key",
  input: byCertificate,
  allow: { system: true },
  async run({ tx, ctx }, { certificateId }) {
    const row = only(await tx.select().from(certificateOrder).where(orderOf(certificateId)));
    return open(ctx.ports.keys.in(tx), ofOrder(row), row.privateKey);
  },
});

/** As people read it. */
const shown = ({ names }: CertificateRow): string => names.join(", ");

/** The certificate is there: it takes the place of the one before, with its key. */
export const store = command({
  name: "certificate.store",
  input: byCertificate.extend({
    chain: z.string(),
    notBefore: z.date(),
    notAfter: z.date(),
    renewAt: z.date(),
    askAt: z.date().nullable(),
  }),
  allow: { system: true },
  async run({ tx, ctx }, { certificateId, ...issued }) {
    const row = await lock(tx, certificateId);
    const order = only(await tx.select().from(certificateOrder).where(orderOf(certificateId)));
    const keys = ctx.ports.keys.in(tx);
    const key = await open(keys, ofOrder(order), order.privateKey);
    const privateKey = await seal(keys, keyOf(row), key);
    const { directory } = order;
    await tx
      .update(certificate)
      .set({ state: "valid", privateKey, directory, ...issued })
      .where(eq(certificate.id, certificateId));
    await tx.update(certificateOrder).set({ endedAt: ctx.now() }).where(orderOf(certificateId));
    const outcome = row.chain !== null && row.directory === directory ? "renewed" : "issued";
    await noteTry(tx, { names: row.names, directory, outcome }, ctx.now());
    return {
      value: null,
      audit: {
        target: certificateId,
        accountId: row.accountId,
        after: { host: shown(row), expiresAt: issued.notAfter },
      },
      events: [],
    };
  },
});
