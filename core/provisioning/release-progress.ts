import { z } from "zod";
import * as AddOns from "../add-ons/index.ts";
import * as Environment from "../environment/index.ts";
import type { Tx } from "../kernel/db.ts";
import { Id } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import * as Orders from "../orders/index.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";

const byRelease = z.object({ releaseId: Id("release") });

/** Locks the service first, as everything that changes a release does, so that none of them meet. */
async function lock(tx: Tx, releaseId: Id<"release">): Promise<Releases.ReleaseRow> {
  const { serviceId } = await Releases.read(tx, releaseId);
  await Services.lock(tx, serviceId);
  return Releases.read(tx, releaseId);
}

const auditOf = ({ serviceId, accountId, number }: Releases.ReleaseRow) => ({
  target: serviceId,
  accountId,
  after: { number },
});

/** From here on visitors may be led to it, and it can no longer be cancelled. False: somebody cancelled it before. */
export const beginSwitch = command({
  name: "release.begin_switch",
  input: byRelease,
  allow: { system: true },
  async run({ tx }, { releaseId }) {
    const row = await lock(tx, releaseId);
    if (row.state !== "starting") return { value: row.state !== "cancelled", audit: "unchanged", events: [] };
    if (await Releases.isCancelled(tx, row)) return { value: false, audit: "unchanged", events: [] };
    await Releases.update(tx, releaseId, { state: "switching" });
    return { value: true, audit: auditOf(row), events: [] };
  },
});

/** Visitors are led to the release before it again. */
export const endSwitch = command({
  name: "release.end_switch",
  input: byRelease,
  allow: { system: true },
  async run({ tx }, { releaseId }) {
    const row = await lock(tx, releaseId);
    if (row.state !== "switching") return { value: null, audit: "unchanged", events: [] };
    await Releases.update(tx, releaseId, { state: "starting" });
    return { value: null, audit: auditOf(row), events: [] };
  },
});

/** It is live, and what was live before it no more; in one transaction, so that there is never another number than one. */
export const publishRelease = command({
  name: "release.publish",
  input: byRelease,
  allow: { system: true },
  async run({ tx, ctx }, { releaseId }) {
    const row = await lock(tx, releaseId);
    if (!Releases.isUnderWay(row)) return { value: null, audit: "unchanged", events: [] };
    const before = await Releases.liveOf(tx, row.serviceId);
    if (before) {
      const state = row.cause === "rollback" ? "rolled_back" : "superseded";
      await Releases.update(tx, before.id, { state, endedAt: ctx.now() });
    }
    await Releases.update(tx, releaseId, { state: "live", liveAt: ctx.now(), kept: true });
    await Releases.keepNewest(tx, row.serviceId);
    await Environment.forgetSurplus(tx, row.serviceId);
    await Services.update(tx, row.serviceId, { parameters: row.parameters });
    await AddOns.adoptPasswords(tx, ctx.ports.keys.in(tx), row.serviceId);
    const events = await Orders.changeLive({ tx, ctx }, row);
    return {
      value: null,
      audit: { ...auditOf(row), ...(before && { before: { number: before.number } }) },
      events,
    };
  },
});

/** Why a release failed, in the words of its own containers. */
export const keepLastWords = command({
  name: "release.keep_last_words",
  input: byRelease.extend({ text: z.string() }),
  allow: { system: true },
  async run({ tx }, { releaseId, text }) {
    const row = await lock(tx, releaseId);
    await Releases.update(tx, releaseId, { failureDetail: text.slice(-lastWordsMax) });
    return { value: null, audit: auditOf(row), events: [] };
  },
});

const lastWordsMax = 4000;

/** Its containers are gone from the node; its port is held until the node has forgotten it. */
export const noteStopped = command({
  name: "release.note_stopped",
  input: byRelease,
  allow: { system: true },
  async run({ tx, ctx }, { releaseId }) {
    const row = await lock(tx, releaseId);
    if (row.stoppedAt !== null) return { value: null, audit: "unchanged", events: [] };
    await Releases.update(tx, releaseId, { stoppedAt: ctx.now() });
    return { value: null, audit: auditOf(row), events: [] };
  },
});

/** Gives its port back. */
export const freePlace = command({
  name: "release.free_place",
  input: byRelease,
  allow: { system: true },
  async run({ tx }, { releaseId }) {
    const row = await lock(tx, releaseId);
    if (row.port === null || row.stoppedAt === null) return { value: null, audit: "unchanged", events: [] };
    await Releases.update(tx, releaseId, { nodeId: null, port: null });
    return { value: null, audit: auditOf(row), events: [] };
  },
});
