import { beforeAll, expect, test } from "vitest";
import { Problem } from "#functions/api/problem.ts";
import { routingTable } from "#functions/api/routing-table.ts";
import { originHeader } from "./origin-acl.ts";
import { only, production, type Synthesised } from "./test-stacks.ts";

let stacks: Synthesised;
beforeAll(() => {
  stacks = production();
});

interface Method {
  route: string;
  /** The name of the function that it calls. */
  calls: unknown;
  parameters: string[];
  integration: Record<string, unknown>;
}

interface GatewayDocument {
  paths: Record<string, Record<string, { parameters: { name: string }[] } & Record<string, unknown>>>;
  "x-amazon-apigateway-gateway-responses": Record<string, Record<string, Record<string, string>>>;
}

function gatewayDocument(): GatewayDocument {
  const { properties } = only(stacks.all("AWS::ApiGateway::RestApi"));
  // `as`: API Gateway's own format.
  return properties.Body as GatewayDocument;
}

const methods = (): Method[] =>
  Object.entries(gatewayDocument().paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod).map(([method, declared]) => {
      const integration = declared["x-amazon-apigateway-integration"] as Record<string, unknown>;
      const called = (integration.uri as { "Fn::Join": [string, unknown[]] })["Fn::Join"][1]
        .map((part) => stacks.target("api", part))
        .filter((part) => part !== undefined);
      return {
        route: `${method.toUpperCase()} ${path}`,
        calls: only(called).properties.FunctionName,
        parameters: declared.parameters.map(({ name }) => `{${name}}`),
        integration,
      };
    }),
  );

test("the gateway has every route of the routing table, to the function it belongs to, and no other", () => {
  expect(
    methods()
      .map(({ route, calls }) => `${route} ${calls}`)
      .toSorted(),
  ).toEqual(
    routingTable.map(({ method, path, target }) => `${method} ${path} rookery-production-${target}`).toSorted(),
  );
});

test("paths are such as API Gateway takes: one variable beside each other, and nothing unusual in between", () => {
  const variables = new Map<string, string>();
  for (const { route, parameters } of methods()) {
    const parts = route.split(" ")[1]?.split("/").slice(1) ?? [];
    for (const [at, part] of parts.entries()) {
      expect(part).toMatch(/^(\{\w+\}|[\w.-]+)$/);
      if (!part.startsWith("{")) continue;
      const parent = parts.slice(0, at).join("/");
      expect(variables.get(parent) ?? part, parent).toBe(part);
      variables.set(parent, part);
    }
    expect(parameters, route).toEqual(parts.filter((part) => part.startsWith("{")));
  }
  expect(variables.size).toBeGreaterThan(0);
});

test("every method hands the request to its function as it came, and only the gateway's stage may call it", () => {
  for (const { route, integration } of methods()) {
    expect(integration, route).toMatchObject({ type: "aws_proxy", httpMethod: "POST", timeoutInMillis: 29_000 });
  }
  const permissions = stacks.all("AWS::Lambda::Permission").filter(({ stack }) => stack === "api");
  expect(permissions.map(({ properties }) => properties.Principal)).toEqual(
    permissions.map(() => "apigateway.amazonaws.com"),
  );
  expect(permissions).toHaveLength(2);
  for (const { properties } of permissions) {
    expect(JSON.stringify(properties.SourceArn)).toMatch(/\/live\/\*\/api\/(webhooks\/)?\*"/);
  }
});

test("the gateway refuses whatever does not carry CloudFront's secret", () => {
  const acl = only(stacks.all("AWS::WAFv2::WebACL").filter(({ properties }) => properties.Scope === "REGIONAL"));
  expect(acl.properties.DefaultAction).toEqual({ Block: {} });
  const rule = only(acl.properties.Rules as { Action: object; Statement: { OrStatement: { Statements: object[] } } }[]);
  expect(rule.Action).toEqual({ Allow: {} });
  const header = (generation: number) => ({
    ByteMatchStatement: {
      FieldToMatch: { SingleHeader: { name: originHeader } },
      PositionalConstraint: "EXACTLY",
      SearchString: `{{resolve:secretsmanager:rookery-production/origin-${generation}:SecretString:::}}`,
      TextTransformations: [{ Priority: 0, Type: "NONE" }],
    },
  });
  expect(rule.Statement.OrStatement.Statements).toEqual([header(1), header(0)]);
  const association = only(stacks.all("AWS::WAFv2::WebACLAssociation").filter(({ stack }) => stack === "api"));
  expect(stacks.target("api", association.properties.WebACLArn)).toBe(acl);
  const stage = only(stacks.all("AWS::ApiGateway::Stage"));
  expect(JSON.stringify(association.properties.ResourceArn)).toContain(`{"Ref":"${stage.id}"}`);
});

test("there is one gateway, in one stage, and no function has an address of its own", () => {
  expect(stacks.all("AWS::ApiGateway::RestApi")).toHaveLength(1);
  expect(stacks.all("AWS::ApiGateway::Stage")).toHaveLength(1);
  expect(stacks.all("AWS::Lambda::Url")).toEqual([]);
});

test("requests are traced, logged, limited, and webhooks have a limit of their own", () => {
  const { properties } = only(stacks.all("AWS::ApiGateway::Stage"));
  expect(properties).toMatchObject({ TracingEnabled: true, AccessLogSetting: { DestinationArn: expect.anything() } });
  const settings = properties.MethodSettings as Record<string, unknown>[];
  expect(settings.find(({ ResourcePath }) => ResourcePath === "/*")).toMatchObject({
    HttpMethod: "*",
    LoggingLevel: "ERROR",
    DataTraceEnabled: false,
    ThrottlingRateLimit: 500,
    ThrottlingBurstLimit: 1_000,
  });
  const limited = settings.filter(({ ResourcePath }) => ResourcePath !== "/*");
  expect(limited.map(({ ResourcePath }) => String(ResourcePath).replaceAll("~1", "/"))).toEqual(
    routingTable.filter(({ target }) => target === "webhooks").map(({ path }) => `/${path}`),
  );
  for (const setting of limited) expect(setting).toMatchObject({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
});

test("the log of its own errors, which the gateway would make itself, is made before its stage", () => {
  const stage = only(stacks.all("AWS::ApiGateway::Stage"));
  const log = only(
    stacks
      .all("AWS::Logs::LogGroup")
      .filter(({ properties }) =>
        JSON.stringify(properties.LogGroupName ?? "").includes("API-Gateway-Execution-Logs_"),
      ),
  );
  expect(stage.dependsOn).toContain(log.id);
});

test("what the gateway answers itself looks like what the functions answer", () => {
  const answers = gatewayDocument()["x-amazon-apigateway-gateway-responses"];
  expect(Object.keys(answers)).toEqual(
    expect.arrayContaining(["DEFAULT_4XX", "DEFAULT_5XX", "THROTTLED", "WAF_FILTERED"]),
  );
  for (const { responseTemplates, responseParameters } of Object.values(answers)) {
    const { message, requestId } = Problem.parse(JSON.parse(responseTemplates?.["application/json"] ?? ""));
    expect(requestId).toBe("$context.requestId");
    expect(message).toMatch(/^[A-Z].*\.$/);
    expect(responseParameters).toMatchObject({ "gatewayresponse.header.cache-control": "'no-store'" });
  }
});

test("the gateway is of its region, and answers are compressed", () => {
  expect(only(stacks.all("AWS::ApiGateway::RestApi")).properties).toMatchObject({
    EndpointConfiguration: { Types: ["REGIONAL"] },
    Parameters: { endpointConfigurationTypes: "REGIONAL" },
    MinimumCompressionSize: 1024,
  });
});
