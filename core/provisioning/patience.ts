import { DomainError } from "../kernel/errors.ts";
import type { Step } from "../kernel/long-operation/plan.ts";

/** What an operation waits for whose node is down. */
export const nodeUnreachable = "node.unreachable";

const firstWaitSeconds = 2;
const longestWaitSeconds = 300;

/**
 * A node that is down comes back, or has not by the time its plan gives up: until then an outage uses up no attempts,
 * however long it lasts. A check that finds the node again wakes who waits.
 */
export const patient = <N extends string>(steps: Record<N, Step>): Record<N, Step> => {
  const entries = Object.entries<Step>(steps).map(([name, step]) => [name, waitingForNode(step)]);
  return Object.fromEntries(entries) as Record<N, Step>;
};

const waitingForNode = (step: Step): Step => ({
  ...step,
  async run(scope) {
    try {
      return await step.run(scope);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== nodeUnreachable) throw error;
      const { waitingCode, startedAt } = scope.operation;
      scope.log(error.message, "err");
      const elapsedSeconds = (scope.ctx.now().getTime() - (startedAt ?? scope.ctx.now()).getTime()) / 1000;
      const longer = Math.min(Math.ceil(elapsedSeconds / 2), longestWaitSeconds);
      return {
        done: false,
        waitSeconds: waitingCode === nodeUnreachable ? Math.max(longer, firstWaitSeconds) : firstWaitSeconds,
        waitingFor: {
          code: nodeUnreachable,
          message: `${error.message} It goes on by itself as soon as the node answers.`,
        },
        cause: error,
      };
    }
  },
});
