import { describe, expect, test } from "vitest";
import { Problem } from "#functions/api/problem.ts";
import { type RoutingEntry, routingTable } from "#functions/api/routing-table.ts";
import { capacityOf, includedCapacity } from "./capacity.ts";
import { exactPaths } from "./free-bodies.ts";
import { managedGroups } from "./managed-groups.ts";
import { refusals } from "./refusals.ts";
import { bodyFindings, webAclRules } from "./rules.ts";
import { type Sample, testFirewall } from "./test-firewall.ts";

const post = (path: string, body: RoutingEntry["body"]): RoutingEntry => ({
  method: "POST",
  path,
  body,
  target: "api",
});

/** What comes with later routes is proven today: compose files, tickets and templates next to the routes that exist. */
const routes: readonly RoutingEntry[] = [
  ...routingTable,
  post("/api/services/{serviceId}/compose", "free"),
  post("/api/tickets", "free"),
  post("/api/tickets/{ticketId}/answers", "free"),
  post("/api/dashboard/templates/{templateId}", "free"),
  post("/api/dashboard/templates/{templateId}/send", "inspected"),
];
const rules = webAclRules(routes);
const service = "svc_01K9ZR3N8TQ4V5W6X7Y8Z9ABCD";

/** Bodies as people send them, and what AWS's rules are known to see in them. */
const typed = {
  password: { finds: ["SQLi_BODY", "SQLiExtendedPatterns_BODY"] },
  composeFile: { finds: ["GenericLFI_BODY", "EC2MetaDataSSRF_BODY", "SizeRestrictions_BODY"], bodyBytes: 60_000 },
  ticket: { finds: ["CrossSiteScripting_BODY", "Log4JRCE_BODY"] },
  template: { finds: ["CrossSiteScripting_BODY", "GenericRFI_BODY", "SizeRestrictions_BODY"], bodyBytes: 9000 },
} satisfies Record<string, Partial<Sample>>;

const ask = (sample: Partial<Sample>) => testFirewall(rules)({ method: "POST", path: "/", ...sample });

describe("what people type where they may type anything passes", () => {
  test.each([
    ["a password that is `' OR 1=1 --`", "/api/session", typed.password],
    ["the same password when registering", "/api/registrations/completion", typed.password],
    ["a compose file", `/api/services/${service}/compose`, typed.composeFile],
    ["a ticket that asks about <script>", "/api/tickets", typed.ticket],
    ["an answer to it", "/api/tickets/tic_01/answers", typed.ticket],
    ["an e-mail template", "/api/dashboard/templates/welcome", typed.template],
    ["a webhook that quotes a customer", "/api/webhooks/stripe", { ...typed.ticket, bodyBytes: 40_000 }],
  ])("%s", (_, path, sample) => {
    expect(ask({ path, ...sample })).toEqual({ allowed: true });
  });
});

describe("the same is refused anywhere else", () => {
  const elsewhere = routes.filter(({ body, method }) => body !== "free" && method !== "GET");
  test.each(elsewhere.map(({ method, path }) => [method, path]))("%s %s", (method, path) => {
    for (const { finds } of Object.values(typed)) {
      expect(ask({ method, path: path.replaceAll(/\{\w+\}/g, service), finds })).toMatchObject({
        allowed: false,
        status: 403,
        refusal: "looks-like-an-attack",
      });
    }
  });

  test("each finding of each managed rule on bodies is enough by itself", () => {
    for (const { name } of managedGroups.flatMap(({ bodyRules }) => bodyRules)) {
      expect(ask({ path: "/api/profile", finds: [name] })).toMatchObject({ by: "body-findings" });
    }
    expect(bodyFindings).toHaveLength(10);
  });

  test("a body that is longer than can be read to its end is refused before it is read", () => {
    expect(ask({ path: "/api/profile", bodyBytes: 8193 })).toMatchObject({ status: 413, refusal: "too-large" });
    expect(ask({ path: "/api/profile", bodyBytes: 8192 })).toEqual({ allowed: true });
  });
});

describe("no way of writing a path borrows what belongs to another", () => {
  test.each([
    "/api/orders/../session",
    "/api/session/../orders",
    "/api/session/",
    "/api/session//",
    "//api/session",
    "/api//session",
    "/api/./session",
    "/api/Session",
    "/API/session",
    "/api/%73ession",
    "/api%2fsession",
    "/api/session%2f..%2forders",
    "/api/session;x",
    "/api/session?",
    "/api/session%00",
    "/api/sessions",
    "/x/api/session",
    `/api/services/${service}/../compose`,
    "/api/services/%2e%2e/compose",
    "/api/services/a/b/compose",
    "/api/services//compose",
    `/api/services/${"a".repeat(65)}/compose`,
    "/api/tickets/a.b/answers",
    "/api/dashboard/templates/welcome/send",
  ])("%s", (path) => {
    expect(ask({ path, ...typed.password })).toMatchObject({ allowed: false, by: "body-findings" });
  });

  test("nor does another method", () => {
    for (const method of ["PUT", "DELETE", "PATCH", "GET", "post"]) {
      expect(ask({ method, path: "/api/session", ...typed.password })).toMatchObject({ by: "body-findings" });
    }
  });

  test("a free route that would cover an inspected one is an error, not a hole", () => {
    const careless = [...routes, post("/api/orders/{orderId}/{action}", "free")];
    expect(() => webAclRules(careless)).toThrow(/POST \/api\/orders\/\{orderId\}\/\w+ is inspected/);
  });
});

describe("what is no matter of bodies is refused on every route", () => {
  test.each([
    ["AWSManagedRulesCommonRuleSet/NoUserAgent_HEADER"],
    ["AWSManagedRulesSQLiRuleSet/SQLi_QUERYARGUMENTS"],
    ["AWSManagedRulesKnownBadInputsRuleSet/Log4JRCE_HEADER"],
    ["AWSManagedRulesAmazonIpReputationList/AWSManagedIPReputationList"],
  ])("%s", (rule) => {
    expect(ask({ path: "/api/session", finds: [rule] })).toMatchObject({ allowed: false, status: 403 });
    expect(ask({ method: "GET", path: "/", finds: [rule] })).toMatchObject({ allowed: false, status: 403 });
  });

  test("an address of a hosting provider or VPN is counted and let in", () => {
    const finds = ["AWSManagedRulesAnonymousIpList/HostingProviderIPList"];
    expect(ask({ method: "GET", path: "/api/plans", finds })).toEqual({ allowed: true });
  });
});

describe("rates", () => {
  function sent(count: number, sample: Sample, firewall = testFirewall(rules)) {
    const verdicts = Array.from({ length: count }, () => firewall(sample));
    return { allowed: verdicts.filter(({ allowed }) => allowed).length, last: verdicts.at(-1) };
  }

  test("guessing passwords ends after 100 attempts from one address, and for that address only", () => {
    const firewall = testFirewall(rules);
    const attempt = { method: "POST", path: "/api/session", from: "198.51.100.7" };
    const { allowed, last } = sent(150, attempt, firewall);
    expect(allowed).toBe(100);
    expect(last).toMatchObject({ status: 429, by: "rate-sign-in" });
    expect(firewall({ ...attempt, from: "203.0.113.9" })).toEqual({ allowed: true });
    expect(firewall({ ...attempt, method: "GET" })).toEqual({ allowed: true });
  });

  test.each(["/api/session/", "/api//session", "/api/x/../session", "/API/%73ession"])(
    "writing it as %s guesses no oftener",
    (path) => {
      expect(sent(150, { method: "POST", path }).allowed).toBe(100);
    },
  );

  test("accounts are not registered by the dozen", () => {
    const { allowed, last } = sent(50, { method: "POST", path: "/api/registrations" });
    expect(allowed).toBe(40);
    expect(last).toMatchObject({ status: 429, by: "rate-registration" });
  });

  test("the whole API is limited for each address, the pages and the providers' webhooks are not", () => {
    const { allowed, last } = sent(3001, { method: "GET", path: "/api/services" });
    expect(allowed).toBe(3000);
    expect(last).toMatchObject({ status: 429, by: "rate-api" });
    expect(sent(3001, { method: "POST", path: "/api/webhooks/stripe" }).allowed).toBe(3001);
    expect(sent(3001, { method: "GET", path: "/assets/index-x.js" }).allowed).toBe(3001);
    expect(sent(3001, { method: "GET", path: "/api/webhooks/../services" }).allowed).toBe(3000);
  });

  test("what they guard is where people sign in and register", () => {
    const paths = routingTable.map(({ method, path }) => `${method} ${path}`);
    expect(paths).toEqual(expect.arrayContaining(["POST /api/session", "POST /api/registrations"]));
  });
});

test("every refusal is a problem as the API writes it, and says when to come again", () => {
  for (const { status, problem } of Object.values(refusals)) {
    expect(Problem.parse(problem)).toEqual(problem);
    expect("retryAfterSeconds" in problem).toBe(status === 429);
  }
});

test("the rules fit into what a web ACL includes", () => {
  const needed = webAclRules(routingTable).reduce((sum, { statement }) => sum + capacityOf(statement), 0);
  expect(needed).toBeLessThanOrEqual(includedCapacity);
  expect(needed).toBeGreaterThan(1175);
});

test("no expression is longer than WAF takes, however many routes there are", () => {
  const many = Array.from({ length: 60 }, (_, number) => post(`/api/things/{thingId}/part-${number}`, "free"));
  const expressions = exactPaths(many);
  expect(Math.max(...expressions.map(({ length }) => length))).toBeLessThanOrEqual(512);
  for (const { path } of many) {
    expect(expressions.filter((one) => new RegExp(one).test(path.replace("{thingId}", service)))).toHaveLength(1);
  }
  expect(testFirewall(webAclRules([...routingTable, ...many]))({ ...many[59], ...typed.ticket } as Sample)).toEqual({
    allowed: false,
    by: "body-findings",
    status: 403,
    refusal: "looks-like-an-attack",
  });
});
