import { Duration } from "aws-cdk-lib";
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from "aws-cdk-lib/aws-cloudfront";
import { strictTransport } from "#functions/web-headers.ts";
import type { Part } from "./part.ts";

type Headers = Readonly<Record<string, string>>;

/** CloudFront has settings of its own for some headers, and takes them nowhere else. */
const settled = ["content-security-policy", "x-content-type-options", "referrer-policy", "x-frame-options"] as const;

/**
 * Headers that CloudFront adds to answers. `override` decides whether they stand against what the origin says itself;
 * that a site is reached by TLS alone always does.
 */
export function createHeadersPolicy(
  { stack, stage }: Part,
  id: string,
  headers: Headers,
  { override }: { override: boolean },
): ResponseHeadersPolicy {
  const [policy, sniffing, referrer, frames] = settled.map((name) => headers[name]);
  if (sniffing !== "nosniff") throw new Error("CloudFront knows x-content-type-options only as nosniff.");
  return new ResponseHeadersPolicy(stack, id, {
    responseHeadersPolicyName: `${stage.prefix}-${id}`,
    securityHeadersBehavior: {
      strictTransportSecurity: {
        accessControlMaxAge: Duration.seconds(strictTransport.maxAgeSeconds),
        includeSubdomains: strictTransport.includeSubdomains,
        preload: strictTransport.preload,
        override: true,
      },
      contentTypeOptions: { override },
      ...(policy !== undefined && { contentSecurityPolicy: { contentSecurityPolicy: policy, override } }),
      ...(referrer !== undefined && {
        referrerPolicy: { referrerPolicy: known(HeadersReferrerPolicy, referrer), override },
      }),
      ...(frames !== undefined && { frameOptions: { frameOption: known(HeadersFrameOption, frames), override } }),
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(headers)
        .filter(([name]) => !settled.some((one) => one === name))
        .map(([header, value]) => ({ header, value, override })),
    },
  });
}

function known<T extends string>(values: Record<string, T>, value: string): T {
  const found = Object.values(values).find((one) => one === value);
  if (found === undefined) throw new Error(`CloudFront does not know ${value}.`);
  return found;
}
