import type { Plan } from "../kernel/long-operation/plan.ts";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

const provisionSteps = [
  { name: "place", title: "Choose a node" },
  { name: "account", title: "Prepare the account on the node" },
  { name: "image", title: "Get the image ready" },
  { name: "site", title: "Start the website and publish its address" },
  { name: "check", title: "Open the first page" },
] as const;

/** What can be done to a service, as data; core/provisioning implements it. */
export const provisionPlan: Plan<(typeof provisionSteps)[number]["name"]> = {
  kind: "service.provision",
  title: "Set up",
  steps: provisionSteps,
  attemptsMax: 6,
  giveUpAfterSeconds: day,
};

export const stopPlan: Plan<"route" | "containers"> = {
  kind: "service.stop",
  title: "Stop",
  steps: [
    { name: "route", title: "Show that it is stopped" },
    { name: "containers", title: "Stop the containers and databases" },
  ],
  attemptsMax: 20,
  giveUpAfterSeconds: day,
};

export const startPlan: Plan<"containers" | "route" | "check"> = {
  kind: "service.start",
  title: "Start",
  steps: [
    { name: "containers", title: "Start the databases and containers" },
    { name: "route", title: "Publish the address" },
    { name: "check", title: "Open the first page" },
  ],
  attemptsMax: 8,
  giveUpAfterSeconds: day,
};

export const restartPlan: Plan<"stop" | "start" | "check"> = {
  kind: "service.restart",
  title: "Restart",
  steps: [
    { name: "stop", title: "Stop the containers" },
    { name: "start", title: "Start the containers" },
    { name: "check", title: "Open the first page" },
  ],
  attemptsMax: 8,
  giveUpAfterSeconds: hour,
};

export const suspendPlan: Plan<"route" | "containers"> = {
  kind: "service.suspend",
  title: "Suspend",
  steps: [
    { name: "route", title: "Show the suspended page" },
    { name: "containers", title: "Stop the containers" },
  ],
  attemptsMax: 20,
  giveUpAfterSeconds: day,
};

export const resumePlan: Plan<"containers" | "route" | "check"> = {
  kind: "service.resume",
  title: "Resume",
  steps: [
    { name: "containers", title: "Start the containers" },
    { name: "route", title: "Publish the address" },
    { name: "check", title: "Open the first page" },
  ],
  attemptsMax: 20,
  giveUpAfterSeconds: day,
};

/** The customer has left: offline at once, the data stays for the grace period. */
export const retirePlan: Plan<"route" | "containers"> = {
  ...suspendPlan,
  kind: "service.retire",
  title: "Take offline",
};

export const removePlan: Plan<"route" | "containers" | "account"> = {
  kind: "service.remove",
  title: "Remove",
  steps: [
    { name: "route", title: "Withdraw the address" },
    { name: "containers", title: "Remove the containers and their data" },
    { name: "account", title: "Leave the node" },
  ],
  attemptsMax: 20,
  giveUpAfterSeconds: 7 * day,
};
