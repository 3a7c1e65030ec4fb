import type { Function as DeployedFunction } from "aws-cdk-lib/aws-lambda";
import { type RoutingEntry, routingTable } from "#functions/api/routing-table.ts";
import { functions } from "#functions/manifest.ts";
import { gatewayAnswers } from "./gateway-answers.ts";

/**
 * The gateway's paths, methods and own answers in API Gateway's dialect of OpenAPI, which it imports as one resource:
 * each path and method as a resource of its own would be more than a stack may hold. Nothing is checked before the
 * function. Who may call is declared with each operation, and each operation checks its whole input.
 */
export function gatewayDocument(name: string, targets: Readonly<Record<RoutingEntry["target"], DeployedFunction>>) {
  const paths: Record<string, Record<string, object>> = {};
  for (const { method, path, target } of routingTable) {
    paths[path] = { ...paths[path], [method.toLowerCase()]: methodOf(path, targets[target]) };
  }
  return {
    openapi: "3.0.1",
    info: { title: name, version: "1" },
    paths,
    "x-amazon-apigateway-gateway-responses": gatewayAnswers,
  };
}

const methodOf = (path: string, target: DeployedFunction) => ({
  parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  })),
  responses: {},
  "x-amazon-apigateway-integration": {
    type: "aws_proxy",
    httpMethod: "POST",
    uri: invocationsOf(target),
    passthroughBehavior: "when_no_match",
    timeoutInMillis: functions.api.timeoutSeconds * 1_000,
  },
});

function invocationsOf({ functionArn, stack }: DeployedFunction): string {
  return `arn:${stack.partition}:apigateway:${stack.region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
}
