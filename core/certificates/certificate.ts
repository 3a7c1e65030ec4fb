import { eq } from "drizzle-orm";
import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import "../kernel/ports.ts";
import { open } from "../kernel/sealed.ts";
import { certificate, certificateOrder } from "./certificate.sql.ts";
import { keyOf, orderOf } from "./certificate-rows.ts";
import { certificatesFor } from "./request.ts";

/** What is to be shown at which host of an account, with its key: for the node that shows it. */
export const toDeploy = query({
  name: "certificate.to_deploy",
  input: z.object({ accountId: Id("account"), hosts: z.array(z.string()) }),
  allow: { system: true },
  async run({ tx, ctx }, { accountId, hosts }) {
    const found = await certificatesFor(tx, { accountId, hosts, now: ctx.now() });
    const shown = [];
    for (const [host, row] of found) {
      if (row.chain === null || row.privateKey === null) continue;
      const key = await open(ctx.ports.keys.in(tx), keyOf(row), row.privateKey);
      shown.push({ host, certificateId: row.id, chain: row.chain, key });
    }
    return shown;
  },
});

/** What visitors of these hosts are to be shown, where that is anything; of several certificates that are good, it is one. */
export const chainsToShow = query({
  name: "certificate.chains_to_show",
  input: z.object({ accountId: Id("account"), hosts: z.array(z.string()) }),
  allow: { system: true },
  async run({ tx, ctx }, { accountId, hosts }) {
    const found = await certificatesFor(tx, { accountId, hosts, now: ctx.now() });
    return [...found].flatMap(([host, { chain }]) => (chain === null ? [] : { host, chain }));
  },
});

/** At which of these hosts of an account there is something to show. */
export const securedHosts = query({
  name: "certificate.secured_hosts",
  input: z.object({ accountId: Id("account"), hosts: z.array(z.string()) }),
  allow: { system: true },
  async run({ tx, ctx }, { accountId, hosts }) {
    return [...(await certificatesFor(tx, { accountId, hosts, now: ctx.now() })).keys()];
  },
});

/** Of which names a certificate is, for the steps that bring it about. */
export const read = query({
  name: "certificate.read",
  input: z.object({ certificateId: Id("certificate") }),
  allow: { system: true },
  async run({ tx }, { certificateId }) {
    const [row] = await tx.select().from(certificate).where(eq(certificate.id, certificateId));
    if (!row) return undefined;
    const [order] = await tx.select().from(certificateOrder).where(orderOf(certificateId));
    const { accountId, names, method, chain } = row;
    /** Nothing ever stood against it. */
    const isFresh = chain === null && row.finding === null && row.failures === 0;
    return { accountId, names, method, chain, isFresh, isOrdered: order !== undefined && order.url !== null };
  },
});
