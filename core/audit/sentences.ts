import type { Family } from "./audit.state.ts";
import { accounts } from "./sentences/accounts.ts";
import { certificates } from "./sentences/certificates.ts";
import { domains } from "./sentences/domains.ts";
import { factors } from "./sentences/factors.ts";
import { jobs } from "./sentences/jobs.ts";
import { orders } from "./sentences/orders.ts";
import { people } from "./sentences/people.ts";
import { platform } from "./sentences/platform.ts";
import { releases } from "./sentences/releases.ts";
import type { Sentences } from "./sentences/sentence.ts";
import { services } from "./sentences/services.ts";
import { zones } from "./sentences/zones.ts";

/** What each action is in plain words. Actions that no code writes any more stay: the log has them. */
export const sentences: Sentences<Family> = {
  ...people,
  ...factors,
  ...accounts,
  ...orders,
  ...services,
  ...releases,
  ...jobs,
  ...domains,
  ...certificates,
  ...zones,
  ...platform,
};

export const innerActions = Object.entries(sentences).flatMap(([action, { inner }]) => (inner ? [action] : []));
