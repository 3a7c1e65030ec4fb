import { DomainError } from "../kernel/errors.ts";
import { implement, type LongOperation, type Step } from "../kernel/long-operation/plan.ts";
import * as Nodes from "../nodes/index.ts";
import { checkEndings } from "./node-endings.ts";
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

export const checkNode = implement(Nodes.checkPlan, { facts: askFacts }, checkEndings);
