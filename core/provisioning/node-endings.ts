import { type Endings, type LongOperation, wakeWaiting } from "../kernel/long-operation/plan.ts";
import * as Nodes from "../nodes/index.ts";
import { nodeUnreachable } from "./patience.ts";
import { noneReady } from "./place.ts";

const subjectOf = (operation: LongOperation) => operation.subject as Nodes.NodeRow["id"];

export const checkEndings: Endings = {
  async succeeded({ tx, ctx }, operation) {
    const before = await Nodes.lock(tx, subjectOf(operation));
    const after = await Nodes.update(tx, before.id, { state: "ready", failureCode: null, failureMessage: null });
    return {
      audit: { target: after.id, before: { state: before.state }, after: { state: after.state } },
      events: [
        ...(await wakeWaiting(tx, noneReady, ctx.now())),
        ...(await wakeWaiting(tx, nodeUnreachable, ctx.now())),
      ],
    };
  },
  async failed({ tx }, operation, { code, message }) {
    const before = await Nodes.lock(tx, subjectOf(operation));
    await Nodes.update(tx, before.id, { state: "unreachable", failureCode: code, failureMessage: message });
    return {
      audit: { target: before.id, before: { state: before.state }, after: { state: "unreachable" } },
      events: [],
    };
  },
  async restarted({ tx }, operation) {
    await Nodes.update(tx, subjectOf(operation), { failureCode: null, failureMessage: null });
  },
};
