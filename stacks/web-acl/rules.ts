import type { RoutingEntry } from "#functions/api/routing-table.ts";
import { exactPaths, hasFreeBody } from "./free-bodies.ts";
import { managedGroups } from "./managed-groups.ts";
import type { RefusalName } from "./refusals.ts";
import {
  all,
  any,
  bodyLargerThan,
  labelled,
  methodIs,
  not,
  pathLeadsTo,
  pathMatches,
  type RateLimit,
  type Statement,
} from "./statement.ts";

export type Outcome =
  | { refuses: RefusalName }
  /** Goes on, with a label for the rules that follow. */
  | { labels: string }
  /** What the rules of a managed group do on their own. */
  | { managed: "blocks" | "counts" };

export interface Rule {
  name: string;
  statement: Statement;
  outcome: Outcome;
}

export const freeBody = "rookery:body:free";
/** Nothing that is inspected is larger, and all of it is well below what WAF can read (16 KB). */
export const inspectedBodyMaxBytes = 8192;

/** In the order in which they look at a request; the first refusal ends it. */
export function webAclRules(routes: readonly RoutingEntry[]): readonly Rule[] {
  const webhooks = exactPaths(routes.filter(({ target }) => target === "webhooks")).map(pathMatches);
  const isWebhook = any(...webhooks);
  return [
    // Above the limits that the API keeps itself: these end what would cost us an invocation for each attempt.
    {
      name: "rate-sign-in",
      statement: perAddress(100, 300, all(methodIs("POST"), pathLeadsTo("/api/session"))),
      outcome: { refuses: "too-many-requests" },
    },
    {
      name: "rate-registration",
      statement: perAddress(40, 600, all(methodIs("POST"), pathLeadsTo("/api/registrations"))),
      outcome: { refuses: "too-many-registrations" },
    },
    // Providers send in bursts from a few addresses; their signature is checked before anything else is done.
    {
      name: "rate-api",
      statement: perAddress(3000, 300, all(pathLeadsTo("/api"), not(isWebhook))),
      outcome: { refuses: "too-many-requests" },
    },
    { name: "free-body", statement: hasFreeBody(routes), outcome: { labels: freeBody } },
    {
      name: "large-body",
      statement: all(bodyLargerThan(inspectedBodyMaxBytes), not(labelled(freeBody))),
      outcome: { refuses: "too-large" },
    },
    ...managedGroups.map(
      ({ name, counts, bodyRules }): Rule => ({
        name: name.replace("AWSManagedRules", "aws-"),
        statement: {
          managedRuleGroupStatement: {
            vendorName: "AWS",
            name,
            ...(bodyRules.length > 0 && { ruleActionOverrides: bodyRules.map(onlyCounts) }),
          },
        },
        outcome: { managed: counts ? "counts" : "blocks" },
      }),
    ),
    {
      name: "body-findings",
      statement: all(any(...bodyFindings.map(labelled)), not(labelled(freeBody))),
      outcome: { refuses: "looks-like-an-attack" },
    },
  ];
}

/** The labels of what managed rules found in a body. */
export const bodyFindings = managedGroups.flatMap(({ bodyRules }) => bodyRules.map(({ label }) => label));

const onlyCounts = ({ name }: { name: string }) => ({ name, actionToUse: { count: {} } });

const perAddress = (limit: number, seconds: 300 | 600, scopeDownStatement: Statement): RateLimit => ({
  rateBasedStatement: { aggregateKeyType: "IP", limit, evaluationWindowSec: seconds, scopeDownStatement },
});
