import { beforeAll, expect, test } from "vitest";
import { routingTable } from "#functions/api/routing-table.ts";
import { production, type Synthesised } from "./test-stacks.ts";

/** Accepted with every route: that API Gateway and Cognito do not check who is calling, because the function does. */
const acceptedPerRoute = 2;
/** All others. A change may lower it; who raises it has looked whether the rule can be followed instead. */
const acceptedOtherwise = 71;

let stacks: Synthesised;
beforeAll(() => {
  stacks = production();
});

test("no finding of AWS Solutions, NIST 800-53 r5 or PCI DSS 3.2.1 is left open", () => {
  expect(stacks.audit.open.map(({ rule, at }) => `${rule} ${at}`)).toEqual([]);
  expect(stacks.audit.broken.map(({ rule, at }) => `${rule} ${at}`)).toEqual([]);
});

test("what is accepted does not become more unnoticed", () => {
  expect(stacks.audit.accepted.length).toBeLessThanOrEqual(acceptedOtherwise + acceptedPerRoute * routingTable.length);
});

test("every acceptance stands at one resource, and says why", () => {
  expect(
    Object.values(stacks.templates).filter(({ Metadata }) => JSON.stringify(Metadata ?? {}).includes("cdk_nag")),
  ).toEqual([]);
  for (const { stack, id, accepted } of stacks.resources) {
    for (const { id: rule, reason } of accepted) expect(reason, `${stack}/${id} ${rule}`).toMatch(/^[A-Z].{20,}\.$/);
  }
});
