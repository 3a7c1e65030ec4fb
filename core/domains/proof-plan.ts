import type { Plan } from "../kernel/long-operation/plan.ts";

/** Looks for the record until it is there; core/provisioning implements it. */
export const provePlan: Plan<"record"> = {
  kind: "domain.prove",
  title: "Show whose the domain is",
  steps: [{ name: "record", title: "Find the record at its name servers" }],
  attemptsMax: 8,
  giveUpAfterSeconds: 30 * 86_400,
};
