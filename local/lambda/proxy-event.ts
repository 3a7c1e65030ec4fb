import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { APIGatewayProxyEvent } from "aws-lambda";

const accountId = "000000000000";

/** Set by the edge from the connection itself. What a client sends under these names is dropped. */
const edgeHeader = /^(x-forwarded-|cloudfront-|x-amz|forwarded$|via$)/i;
const hopByHopHeader = /^(connection|expect|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/i;
const textType = /^(text\/|application\/(json|xml|javascript|x-www-form-urlencoded)|[^;]+\+(json|xml))/i;

/** The event of an API Gateway REST API with Lambda proxy integration, behind CloudFront. */
export function proxyEvent(request: IncomingMessage, body: Buffer, prefix: string): APIGatewayProxyEvent {
  const [path = "/", search = ""] = splitAt(request.url ?? "/", "?");
  const sourceIp = request.socket.remoteAddress ?? "127.0.0.1";
  const headers = forwardedHeaders(request, sourceIp);
  const query = valuesByName(new URLSearchParams(search));
  const httpMethod = request.method ?? "GET";
  const isText = textType.test(request.headers["content-type"] ?? "text/plain");
  const now = new Date();
  const proxy = path.slice(prefix.length + 1);
  return {
    resource: `${prefix}/{proxy+}`,
    path,
    httpMethod,
    headers: lastValues(headers),
    multiValueHeaders: headers,
    queryStringParameters: search ? lastValues(query) : null,
    multiValueQueryStringParameters: search ? query : null,
    pathParameters: proxy ? { proxy } : null,
    stageVariables: null,
    requestContext: {
      accountId,
      apiId: "local",
      authorizer: null,
      domainName: request.headers.host ?? "localhost",
      domainPrefix: "local",
      extendedRequestId: randomUUID(),
      httpMethod,
      identity: identityOf(sourceIp, request.headers["user-agent"]),
      path,
      protocol: `HTTP/${request.httpVersion}`,
      requestId: randomUUID(),
      requestTime: now.toUTCString(),
      requestTimeEpoch: now.getTime(),
      resourceId: "proxy",
      resourcePath: `${prefix}/{proxy+}`,
      stage: "local",
    },
    body: body.length === 0 ? null : body.toString(isText ? "utf8" : "base64"),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

type Values = Record<string, string[]>;

function forwardedHeaders(request: IncomingMessage, sourceIp: string): Values {
  const sent: [string, string][] = [];
  for (let i = 0; i + 1 < request.rawHeaders.length; i += 2) {
    const [name = "", value = ""] = request.rawHeaders.slice(i, i + 2);
    if (!edgeHeader.test(name) && !hopByHopHeader.test(name)) sent.push([name.toLowerCase(), value]);
  }
  return {
    ...valuesByName(sent),
    "CloudFront-Viewer-Address": [`${sourceIp}:${request.socket.remotePort ?? 0}`],
    "X-Amzn-Trace-Id": [traceId()],
    "X-Forwarded-For": [sourceIp],
    "X-Forwarded-Port": [String(request.socket.localPort ?? 0)],
    "X-Forwarded-Proto": ["http"],
  };
}

function traceId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")}`;
}

function valuesByName(entries: Iterable<[string, string]>): Values {
  const values: Values = Object.create(null);
  for (const [name, value] of entries) {
    values[name] ??= [];
    values[name].push(value);
  }
  return values;
}

const lastValues = (values: Values): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, all]) => [name, all.at(-1) ?? ""]));

function splitAt(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

function identityOf(
  sourceIp: string,
  userAgent: string | undefined,
): APIGatewayProxyEvent["requestContext"]["identity"] {
  return {
    accessKey: null,
    accountId: null,
    apiKey: null,
    apiKeyId: null,
    caller: null,
    clientCert: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp,
    user: null,
    userAgent: userAgent ?? null,
    userArn: null,
  };
}
