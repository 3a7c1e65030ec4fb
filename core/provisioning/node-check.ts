import { DomainError } from "../kernel/errors.ts";
import { type Endings, implement, type LongOperation, type Step, wakeWaiting } from "../kernel/long-operation/plan.ts";
import * as Nodes from "../nodes/index.ts";
import { nodeUnreachable } from "./patience.ts";
import { noneReady } from "./place.ts";
import { primitives } from "./primitives.ts";

const subjectOf = (operation: LongOperation) => operation.subject as Nodes.NodeRow["id"];

const askFacts: Step = {
  async run({ ctx, operation, log }) {
    const nodeId = subjectOf(operation);
    const address = await Nodes.address(ctx, { nodeId });
    const facts = await primitives(ctx.ports.nodes.on(address)).facts();
    log(`${facts.os}, kernel ${facts.kernel}, Podman ${facts.podmanVersion}`);
    log(`${facts.cpus} processors, ${facts.memoryMb} MB memory, ${facts.diskMb} MB disk`);
    if (facts.contract !== Nodes.contractVersion) {
      throw new DomainError(
        "conflict",
        "node.contract",
        `This node speaks version ${facts.contract} of the node contract, and version ${Nodes.contractVersion} is needed.`,
      );
    }
    await Nodes.recordFacts(ctx, { nodeId, facts });
    return { done: true, message: `${facts.os}, Podman ${facts.podmanVersion}.` };
  },
};

const endings: Endings = {
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

export const checkNode = implement(Nodes.checkPlan, { facts: askFacts }, endings);
