import { Size } from "aws-cdk-lib";
import {
  AccessLogFormat,
  ApiDefinition,
  EndpointType,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  SpecRestApi,
} from "aws-cdk-lib/aws-apigateway";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Function as DeployedFunction } from "aws-cdk-lib/aws-lambda";
import { routingTable } from "#functions/api/routing-table.ts";
import { gatewaySettings } from "#functions/manifest.ts";
import { createFunction, type Surroundings } from "./function.ts";
import { gatewayDocument } from "./gateway-document.ts";
import { admitOnlyCloudFront } from "./origin-acl.ts";
import type { Part } from "./part.ts";
import { createLogGroup } from "./retention.ts";
import { accept, inBoth } from "./suppressions.ts";

/** Of each webhook: a provider that repeats what it sent must not take the portal's share. */
const webhookThrottle = { throttlingRateLimit: 50, throttlingBurstLimit: 100 };
const stageName = "live";

/** What a line of the access log holds; all of it is the gateway's own word. */
const accessLogFields = {
  time: "$context.requestTimeEpoch",
  requestId: "$context.requestId",
  traceId: "$context.xrayTraceId",
  method: "$context.httpMethod",
  route: "$context.resourcePath",
  status: "$context.status",
  responseBytes: "$context.responseLength",
  milliseconds: "$context.responseLatency",
  functionMilliseconds: "$context.integrationLatency",
  error: "$context.error.responseType",
  firewall: "$context.wafResponseCode",
};

export type Api = ReturnType<typeof createApi>;

/** The gateway, one to one from the routing table, and the functions behind it. It answers CloudFront and nobody else. */
export function createApi(part: Part, surroundings: Surroundings) {
  const { stack, stage } = part;
  const { infrastructureKey } = surroundings.data;
  const api = createFunction(part, "api", surroundings);
  const webhooks = createFunction(part, "webhooks", surroundings);

  const gateway = new SpecRestApi(stack, "Gateway", {
    restApiName: stage.prefix,
    apiDefinition: ApiDefinition.fromInline(gatewayDocument(stage.prefix, { api, webhooks })),
    // Said twice, because an import looks at its parameters alone.
    endpointTypes: [EndpointType.REGIONAL],
    parameters: { endpointConfigurationTypes: EndpointType.REGIONAL },
    // By the role of gateway-logging.ts.
    cloudWatchRole: false,
    minCompressionSize: Size.bytes(gatewaySettings.compressedFromBytes),
    deployOptions: {
      stageName,
      tracingEnabled: true,
      metricsEnabled: true,
      loggingLevel: MethodLoggingLevel.ERROR,
      dataTraceEnabled: false,
      throttlingRateLimit: gatewaySettings.requestsPerSecond,
      throttlingBurstLimit: gatewaySettings.burst,
      methodOptions: webhookLimits(),
      accessLogDestination: new LogGroupLogDestination(createLogGroup(part, "AccessLog", infrastructureKey)),
      accessLogFormat: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
    },
  });
  // The gateway would make this group itself, unencrypted and without an end.
  const errorLog = createLogGroup(
    part,
    "ErrorLog",
    infrastructureKey,
    `API-Gateway-Execution-Logs_${gateway.restApiId}/${stageName}`,
  );
  gateway.deploymentStage.node.addDependency(errorLog);
  permit(gateway, api, "/api/*");
  permit(gateway, webhooks, "/api/webhooks/*");
  explain(gateway);
  admitOnlyCloudFront(part, gateway.deploymentStage.stageArn, surroundings.data);
  const originDomain = `${gateway.restApiId}.execute-api.${stack.region}.${stack.urlSuffix}`;
  return { stack, originDomain, originPath: `/${stageName}` };
}

/** One permission for a function however many routes it has: a function's policy may hold 20 KB. */
function permit(gateway: SpecRestApi, target: DeployedFunction, path: string): void {
  target.addPermission("Gateway", {
    principal: new ServicePrincipal("apigateway.amazonaws.com"),
    sourceArn: gateway.arnForExecuteApi("*", path, stageName),
  });
}

const webhookLimits = (): Record<string, MethodDeploymentOptions> =>
  Object.fromEntries(
    routingTable
      .filter(({ target }) => target === "webhooks")
      .map(({ path, method }) => [`${path}/${method}`, webhookThrottle]),
  );

function explain(gateway: SpecRestApi): void {
  accept(gateway, {
    rules: ["AwsSolutions-APIG2"],
    reason: "Each operation checks its whole input by a schema of its own and names what is wrong at the field.",
  });
  accept(gateway.deploymentStage, {
    rules: inBoth("APIGWCacheEnabledAndEncrypted"),
    reason: "Answers belong to whoever asked and are marked no-store; nothing may keep them.",
  });
  accept(gateway.deploymentStage, {
    rules: inBoth("APIGWSSLEnabled"),
    reason:
      "Behind the gateway are functions, called with the rights of IAM; there is no server to show a certificate to.",
  });
}
