import type { Plan } from "../kernel/long-operation/plan.ts";

const day = 86_400;

/** From the names to what visitors meet; core/provisioning implements it. A renewal is the same once more. */
export const issuePlan: Plan<"obtain" | "deploy" | "serve"> = {
  kind: "certificate.issue",
  title: "Get a certificate",
  steps: [
    { name: "obtain", title: "Show whose the names are and have it issued" },
    { name: "deploy", title: "Bring it to the website" },
    { name: "serve", title: "Answer by https" },
  ],
  attemptsMax: 6,
  // Whatever keeps an authority from issuing is waited for, as the records of a name are.
  giveUpAfterSeconds: 30 * day,
};
