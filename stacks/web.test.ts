import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { siteRouter } from "#functions/site-router.ts";
import { apiHeaders, pageHeadersWith, strictTransport } from "#functions/web-headers.ts";
import { forwardedHeaders, webhookHeaders } from "./forwarded-headers.ts";
import { only, production, type Statement, type Synthesised } from "./test-stacks.ts";

interface Behavior {
  PathPattern?: string;
  TargetOriginId: string;
  AllowedMethods: string[];
  ViewerProtocolPolicy: string;
  Compress: boolean;
  CachePolicyId: unknown;
  OriginRequestPolicyId?: unknown;
  ResponseHeadersPolicyId: unknown;
  FunctionAssociations?: { EventType: string; FunctionARN: unknown }[];
}

interface Origin {
  Id: string;
  DomainName: unknown;
  OriginPath?: unknown;
  OriginAccessControlId?: unknown;
  OriginCustomHeaders?: { HeaderName: string; HeaderValue: unknown }[];
  CustomOriginConfig?: Record<string, unknown>;
}

interface Distribution {
  WebACLId: unknown;
  Aliases: string[];
  HttpVersion: string;
  Logging: { Bucket: unknown; IncludeCookies?: boolean };
  ViewerCertificate: { MinimumProtocolVersion: string; AcmCertificateArn: string };
  DefaultCacheBehavior: Behavior;
  CacheBehaviors: Behavior[];
  CustomErrorResponses: { ErrorCode: number; ErrorCachingMinTTL: number; ResponsePagePath?: string }[];
  Origins: Origin[];
}

let stacks: Synthesised;
let distribution: Distribution;
beforeAll(() => {
  stacks = production();
  // `as`: CloudFormation's own format, here and below.
  distribution = only(stacks.all("AWS::CloudFront::Distribution")).properties.DistributionConfig as Distribution;
});

const referred = (reference: unknown) => {
  const found = stacks.target("web", reference);
  if (found === undefined) throw new Error(`${JSON.stringify(reference)} leads nowhere`);
  return found.properties;
};
const originOf = ({ TargetOriginId }: Behavior) => only(distribution.Origins.filter(({ Id }) => Id === TargetOriginId));

interface CachePolicy {
  MinTTL: number;
  DefaultTTL: number;
  MaxTTL: number;
  ParametersInCacheKeyAndForwardedToOrigin: {
    CookiesConfig: { CookieBehavior: string };
    HeadersConfig?: { HeaderBehavior: string; Headers?: string[] };
    QueryStringsConfig: { QueryStringBehavior: string };
    EnableAcceptEncodingBrotli: boolean;
    EnableAcceptEncodingGzip: boolean;
  };
}
const cacheOf = ({ CachePolicyId }: Behavior) => referred(CachePolicyId).CachePolicyConfig as CachePolicy;

describe("the portal", () => {
  test("stands behind the public firewall", () => {
    expect(distribution.WebACLId).toBe(stacks.stage.edgeAclArn);
    expect(distribution.WebACLId).toMatch(/^arn:aws:wafv2:us-east-1:\d+:global\/webacl\//);
  });

  test("is served by TLS 1.2 or newer alone, to browsers and from the gateway", () => {
    expect(distribution.ViewerCertificate).toMatchObject({
      MinimumProtocolVersion: "TLSv1.2_2021",
      AcmCertificateArn: stacks.stage.certificateArn,
      SslSupportMethod: "sni-only",
    });
    expect(distribution.HttpVersion).toBe("http2and3");
    for (const { CustomOriginConfig } of distribution.Origins.filter(({ CustomOriginConfig }) => CustomOriginConfig)) {
      expect(CustomOriginConfig).toMatchObject({ OriginProtocolPolicy: "https-only", OriginSSLProtocols: ["TLSv1.2"] });
    }
    expect(distribution.DefaultCacheBehavior.ViewerProtocolPolicy).toBe("redirect-to-https");
    for (const { ViewerProtocolPolicy } of distribution.CacheBehaviors) expect(ViewerProtocolPolicy).toBe("https-only");
  });

  test("logs who asks for what, and no cookie", () => {
    expect(distribution.Logging.Bucket).toBeDefined();
    expect(distribution.Logging.IncludeCookies ?? false).toBe(false);
  });

  test("has its own name and no other", () => {
    expect(distribution.Aliases).toEqual([stacks.stage.domain]);
  });
});

describe("the API", () => {
  const behaviors = () => distribution.CacheBehaviors;

  test("is reached under /api of the same name, whatever the method, with the secret that the gateway asks for", () => {
    expect(behaviors().map(({ PathPattern }) => PathPattern)).toEqual(["/api/webhooks/*", "/api", "/api/*"]);
    for (const behavior of behaviors()) {
      expect(behavior.AllowedMethods).toEqual(expect.arrayContaining(["GET", "POST", "DELETE"]));
      const { OriginCustomHeaders, OriginPath } = originOf(behavior);
      expect(JSON.stringify(OriginPath)).toContain("live");
      expect(OriginCustomHeaders).toEqual([
        {
          HeaderName: "x-rookery-origin",
          HeaderValue: expect.stringMatching(/^\{\{resolve:secretsmanager:rookery-production\/origin-\d+:/),
        },
      ]);
    }
  });

  test("is never turned into a page, and its errors are nobody else's", () => {
    for (const behavior of behaviors()) expect(behavior.FunctionAssociations ?? []).toEqual([]);
    for (const response of distribution.CustomErrorResponses) {
      expect(response).toEqual({ ErrorCode: response.ErrorCode, ErrorCachingMinTTL: 0 });
    }
    const kept = [404, 405, 414, 500, 501, 502, 503, 504];
    expect(distribution.CustomErrorResponses.map(({ ErrorCode }) => ErrorCode)).toEqual(expect.arrayContaining(kept));
  });

  test("is answered anew each time, and callers are told apart even where it forgot to say so", () => {
    expect(apiHeaders["cache-control"]).toBe("no-store");
    for (const behavior of behaviors()) {
      const { MinTTL, DefaultTTL, MaxTTL, ParametersInCacheKeyAndForwardedToOrigin: key } = cacheOf(behavior);
      expect({ MinTTL, DefaultTTL, MaxTTL }).toEqual({ MinTTL: 0, DefaultTTL: 0, MaxTTL: 1 });
      expect(key.CookiesConfig.CookieBehavior).toBe("all");
      expect(key.HeadersConfig).toEqual({ HeaderBehavior: "whitelist", Headers: ["Authorization"] });
      expect(key.QueryStringsConfig.QueryStringBehavior).toBe("all");
    }
  });

  test("gets each header that its functions read, and the caller's address in CloudFront's own word", () => {
    const always = ["authorization", "content-type", "cookie", "x-amzn-trace-id", "x-forwarded-for"];
    for (const { PathPattern, OriginRequestPolicyId } of behaviors()) {
      const ofProviders = PathPattern === "/api/webhooks/*";
      const forwarded: readonly string[] = ofProviders ? webhookHeaders : forwardedHeaders;
      const rest = ofProviders ? "none" : "all";
      expect(referred(OriginRequestPolicyId).OriginRequestPolicyConfig).toMatchObject({
        CookiesConfig: { CookieBehavior: rest },
        QueryStringsConfig: { QueryStringBehavior: rest },
        HeadersConfig: { HeaderBehavior: "whitelist", Headers: [...forwarded] },
      });
      expect(forwarded.length).toBeLessThanOrEqual(10);
      const known = [...always, ...forwarded.map((name) => name.toLowerCase())];
      const read = headersReadBy(ofProviders ? "webhooks" : "api");
      expect(read.filter((name) => !known.includes(name))).toEqual([]);
    }
    expect(headersReadBy("webhooks")).toContain("x-hub-signature-256");
    expect(headersReadBy("api")).toContain("cloudfront-viewer-address");
  });
});

/** By how Hono and the web's own Headers are asked. */
function headersReadBy(folder: "api" | "webhooks"): string[] {
  const root = join(import.meta.dirname, "../functions", folder);
  const found = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => [
      ...readFileSync(join(root, file), "utf8").matchAll(/(?:req\.header|headers\.get)\("([\w-]+)"/gi),
    ])
    .map((match) => (match[1] ?? "").toLowerCase());
  return [...new Set(found)];
}

describe("the pages", () => {
  test("come from a bucket that answers CloudFront's signature and nobody else", () => {
    const origin = originOf(distribution.DefaultCacheBehavior);
    expect(referred(origin.OriginAccessControlId).OriginAccessControlConfig).toMatchObject({
      SigningBehavior: "always",
    });
    const site = only(stacks.all("AWS::S3::Bucket").filter(({ stack }) => stack === "web"));
    expect(site.properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const policy = only(stacks.all("AWS::S3::BucketPolicy").filter(({ stack }) => stack === "web"));
    const allowed = (policy.properties.PolicyDocument as { Statement: Statement[] }).Statement.filter(
      ({ Effect }) => Effect === "Allow",
    );
    expect(only(allowed)).toMatchObject({
      Action: ["s3:GetObject", "s3:ListBucket"],
      Principal: { Service: "cloudfront.amazonaws.com" },
      Condition: { StringEquals: { "AWS:SourceArn": expect.anything() } },
    });
  });

  test("are found by the router that the local server is compared with", () => {
    const [association, ...others] = distribution.DefaultCacheBehavior.FunctionAssociations ?? [];
    expect(others).toEqual([]);
    expect(association?.EventType).toBe("viewer-request");
    expect(referred(association?.FunctionARN).FunctionCode).toBe(siteRouter);
    expect(distribution.DefaultCacheBehavior.AllowedMethods).toEqual(["GET", "HEAD"]);
  });

  test("are kept as long as each file says, and compressed", () => {
    const {
      MinTTL,
      DefaultTTL,
      ParametersInCacheKeyAndForwardedToOrigin: key,
    } = cacheOf(distribution.DefaultCacheBehavior);
    expect({ MinTTL, DefaultTTL }).toEqual({ MinTTL: 0, DefaultTTL: 0 });
    expect(key).toMatchObject({
      EnableAcceptEncodingBrotli: true,
      EnableAcceptEncodingGzip: true,
      CookiesConfig: { CookieBehavior: "none" },
    });
    expect(distribution.DefaultCacheBehavior.Compress).toBe(true);
  });
});

describe("headers are those that the local server sends", () => {
  interface Sent {
    Override: boolean;
    [setting: string]: unknown;
  }
  /** CloudFront's settings, written as the headers that it makes of them. */
  function sentBy({ ResponseHeadersPolicyId }: Behavior) {
    const { SecurityHeadersConfig: settled, CustomHeadersConfig: custom } = referred(ResponseHeadersPolicyId)
      .ResponseHeadersPolicyConfig as {
      SecurityHeadersConfig: Record<string, Sent>;
      CustomHeadersConfig: { Items: { Header: string; Value: string; Override: boolean }[] };
    };
    const { StrictTransportSecurity, ...others } = settled;
    const headers = new Map(custom.Items.map(({ Header, Value }) => [Header, Value]));
    if (others.ContentTypeOptions) headers.set("x-content-type-options", "nosniff");
    for (const [name, value] of [
      ["content-security-policy", others.ContentSecurityPolicy?.ContentSecurityPolicy],
      ["referrer-policy", others.ReferrerPolicy?.ReferrerPolicy],
      ["x-frame-options", others.FrameOptions?.FrameOption],
    ] as const) {
      if (value !== undefined) headers.set(name, joined(value));
    }
    const overrides = [...Object.values(others), ...custom.Items].map(({ Override }) => Override);
    return { headers: Object.fromEntries(headers), overrides: new Set(overrides), transport: StrictTransportSecurity };
  }
  /** With "uploads" for the name of the bucket that another stack makes. */
  function joined(value: unknown): string {
    const parts = (value as { "Fn::Join"?: [string, unknown[]] })["Fn::Join"]?.[1] ?? [value];
    return parts.map((part) => (typeof part === "string" ? part : "uploads")).join("");
  }
  const transport = {
    AccessControlMaxAgeSec: strictTransport.maxAgeSeconds,
    IncludeSubdomains: strictTransport.includeSubdomains,
    Preload: strictTransport.preload,
    Override: true,
  };

  test("with every page, whatever the bucket says", () => {
    expect(sentBy(distribution.DefaultCacheBehavior)).toEqual({
      headers: pageHeadersWith("https://uploads"),
      overrides: new Set([true]),
      transport,
    });
  });

  test("with every answer of the API that does not say otherwise itself", () => {
    for (const behavior of distribution.CacheBehaviors) {
      expect(sentBy(behavior)).toEqual({ headers: apiHeaders, overrides: new Set([false]), transport });
    }
  });
});
