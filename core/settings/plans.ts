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

/** A name gets its records, its route and its certificate; core/provisioning implements it. */
export const connectPlan: Plan<"records" | "route" | "certificate"> = {
  kind: "service.connect",
  title: "Connect a name",
  steps: [
    { name: "records", title: "Set its records" },
    { name: "route", title: "Have the website answer by it" },
    { name: "certificate", title: "Get its certificate and answer by https" },
  ],
  attemptsMax: 8,
  giveUpAfterSeconds: 30 * day,
};
