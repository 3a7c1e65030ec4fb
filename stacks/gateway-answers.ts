import { type ResponseType as Kind, ResponseType } from "aws-cdk-lib/aws-apigateway";

interface Answer {
  kind: Kind;
  status?: number;
  code: string;
  message: string;
  retryAfterSeconds?: number;
}

/** What the gateway answers without asking a function: the same words that a function would use. */
const answers: readonly Answer[] = [
  { kind: ResponseType.DEFAULT_4XX, code: "request.refused", message: "This request cannot be used." },
  { kind: ResponseType.DEFAULT_5XX, code: "internal", message: "Something went wrong on our side. Nothing was lost." },
  {
    kind: ResponseType.MISSING_AUTHENTICATION_TOKEN,
    status: 404,
    code: "route.not_found",
    message: "There is nothing here.",
  },
  {
    kind: ResponseType.REQUEST_TOO_LARGE,
    status: 413,
    code: "input.too_large",
    message: "This is more than a request may carry.",
  },
  {
    kind: ResponseType.THROTTLED,
    status: 429,
    code: "rate.limited",
    message: "There are too many requests at the moment. Try again in a few seconds.",
    retryAfterSeconds: 5,
  },
  { kind: ResponseType.WAF_FILTERED, status: 403, code: "request.blocked", message: "This request was refused." },
  {
    kind: ResponseType.INTEGRATION_TIMEOUT,
    status: 504,
    code: "request.timed_out",
    message: "This took too long. Look whether it was done before you try again.",
  },
];

/** As `x-amazon-apigateway-gateway-responses` wants them. */
export const gatewayAnswers = Object.fromEntries(
  answers.map(({ kind, status, code, message, retryAfterSeconds }) => {
    const problem = { code, message, requestId: "$context.requestId", ...(retryAfterSeconds && { retryAfterSeconds }) };
    const headers = {
      "cache-control": "'no-store'",
      "x-content-type-options": "'nosniff'",
      ...(retryAfterSeconds && { "retry-after": `'${retryAfterSeconds}'` }),
    };
    const answer = {
      ...(status !== undefined && { statusCode: String(status) }),
      responseParameters: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [`gatewayresponse.header.${name}`, value]),
      ),
      responseTemplates: { "application/json": JSON.stringify(problem) },
    };
    return [kind.responseType, answer];
  }),
);
