import type { APIGatewayProxyEvent } from "aws-lambda";

const publicUrl = "http://localhost:4100";

/** What API Gateway sends for one request of the portal, or of a program with its key. */
export function apiEvent(
  method: string,
  path: string,
  { cookie, key, body }: { cookie?: string; key?: string; body?: unknown } = {},
) {
  const headers: Record<string, string> = {
    accept: "application/json",
    host: "localhost:4100",
    "user-agent":
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
    "x-forwarded-for": "127.0.0.1",
    ...(cookie !== undefined && { cookie }),
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    ...(body !== undefined && { "content-type": "application/json", origin: publicUrl }),
  };
  return {
    resource: "/api/{proxy+}",
    path,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      requestId: crypto.randomUUID(),
      stage: "local",
      httpMethod: method,
      path,
      identity: { sourceIp: "127.0.0.1" },
    } as APIGatewayProxyEvent["requestContext"],
    body: body === undefined ? null : JSON.stringify(body),
    isBase64Encoded: false,
  } satisfies APIGatewayProxyEvent;
}

export const benchSettings = { PUBLIC_URL: publicUrl, SITES_PORT: "4103" };
