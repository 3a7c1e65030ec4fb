import type { Plan } from "../kernel/long-operation/plan.ts";

const day = 86_400;

/** What is set goes to the node as it is when that happens; core/provisioning implements it. */
export const configurePlan: Plan<"route"> = {
  kind: "service.configure",
  title: "Change settings",
  steps: [{ name: "route", title: "Change what visitors meet" }],
  attemptsMax: 8,
  giveUpAfterSeconds: day,
};
