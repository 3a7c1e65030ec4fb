import type { Plan } from "../kernel/long-operation/plan.ts";

const hour = 3600;

const deploySteps = [
  { name: "prepare", title: "Make room beside the release that is live" },
  { name: "image", title: "Get the image ready" },
  { name: "start", title: "Start the new release and wait until it is healthy" },
  { name: "switch", title: "Lead visitors to the new release" },
  { name: "check", title: "Open the first page" },
  { name: "drain", title: "Let the old release finish what it is answering" },
  { name: "stop", title: "Stop the old release" },
] as const;
export type DeployStep = (typeof deploySteps)[number]["name"];

/** A new release in the place of the one that is live; core/provisioning implements it. */
export const deployPlan: Plan<DeployStep> = {
  kind: "service.deploy",
  title: "Deploy",
  steps: deploySteps,
  attemptsMax: 8,
  giveUpAfterSeconds: 6 * hour,
};
