import { CfnOutput, Duration } from "aws-cdk-lib";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { siteRouter } from "#functions/site-router.ts";
import { apiHeaders, pageHeadersWith } from "#functions/web-headers.ts";
import type { Api } from "./api.ts";
import type { Data } from "./data.ts";
import { forwardedHeaders, webhookHeaders } from "./forwarded-headers.ts";
import { originHeader } from "./origin-acl.ts";
import type { Part } from "./part.ts";
import { kept } from "./retention.ts";
import { accept, inBoth } from "./suppressions.ts";
import { createHeadersPolicy } from "./web-headers-policy.ts";

export type Web = ReturnType<typeof createWeb>;

/** One name for pages and API: CloudFront with the public firewall before it, a bucket and the gateway behind it. */
export function createWeb(part: Part, data: Data, api: Pick<Api, "originDomain" | "originPath">) {
  const { stack, stage } = part;
  const site = createSite(part, data);
  const toApi = apiBehavior(part, data, api);
  const distribution = new Distribution(stack, "Distribution", {
    comment: stage.prefix,
    domainNames: [stage.domain],
    certificate: Certificate.fromCertificateArn(stack, "Certificate", stage.certificateArn),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    httpVersion: HttpVersion.HTTP2_AND_3,
    priceClass: PriceClass.PRICE_CLASS_100,
    enableLogging: true,
    logBucket: data.accessLogs,
    logFilePrefix: "cloudfront/",
    ...(stage.edgeAclArn !== undefined && { webAclId: stage.edgeAclArn }),
    defaultBehavior: siteBehavior(part, site, data),
    // Only these: an error of the API must never be answered with a page. The first that fits counts.
    additionalBehaviors: { "/api/webhooks/*": toWebhooks(part, toApi), "/api": toApi, "/api/*": toApi },
    errorResponses: errorsAreNotKept,
  });
  accept(distribution, {
    rules: ["AwsSolutions-CFR1"],
    reason: "Hosting is sold to every country, and an address says little about who is asking.",
  });
  new CfnOutput(stack, "SiteBucket", { value: site.bucketName, description: "npm run publish:web -- <this bucket>" });
  new CfnOutput(stack, "PortalTarget", {
    value: distribution.distributionDomainName,
    description: `DNS: ${stage.domain} has to lead here`,
  });
  return { stack, site, distribution };
}

function createSite({ stack, stage }: Part, data: Data): Bucket {
  const bucket = new Bucket(stack, "Site", {
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    versioned: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    serverAccessLogsBucket: data.accessLogs,
    serverAccessLogsPrefix: "site/",
    lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
    removalPolicy: kept(stage),
  });
  accept(bucket, {
    rules: inBoth("S3DefaultEncryptionKMS"),
    reason: "It holds the files that every visitor is sent; S3's own keys encrypt them at rest.",
  });
  accept(bucket, {
    rules: inBoth("S3BucketReplicationEnabled"),
    reason: "The web build is made anew from its source and published again in seconds.",
  });
  return bucket;
}

function siteBehavior(part: Part, site: Bucket, data: Data): BehaviorOptions {
  const { stack, stage } = part;
  const router = new EdgeFunction(stack, "SiteRouter", {
    functionName: `${stage.prefix}-site-router`,
    comment: "The document of each page",
    runtime: FunctionRuntime.JS_2_0,
    code: FunctionCode.fromInline(siteRouter),
  });
  return {
    // With the right to list, a missing file is a 404; without it S3 says 403. Nothing is ever listed: the router gives
    // every request the name of a file.
    origin: S3BucketOrigin.withOriginAccessControl(site, {
      originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
    }),
    allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
    viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    responseHeadersPolicy: createHeadersPolicy(
      part,
      "page-headers",
      pageHeadersWith(`https://${data.uploads.bucketRegionalDomainName}`),
      { override: true },
    ),
    functionAssociations: [{ function: router, eventType: FunctionEventType.VIEWER_REQUEST }],
    compress: true,
    // Each file says itself how long it may be kept, as it was published.
    cachePolicy: new CachePolicy(stack, "SiteCache", {
      cachePolicyName: `${stage.prefix}-site`,
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    }),
  };
}

function apiBehavior(part: Part, data: Data, { originDomain, originPath }: Pick<Api, "originDomain" | "originPath">) {
  return {
    origin: new HttpOrigin(originDomain, {
      originPath,
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      // Above the gateway's own 29 s, so that its answer arrives.
      readTimeout: Duration.seconds(35),
      // A reference in the template, which CloudFormation resolves: the value is in no file.
      customHeaders: { [originHeader]: data.originSecrets.current.unsafeUnwrap() },
    }),
    allowedMethods: AllowedMethods.ALLOW_ALL,
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    responseHeadersPolicy: createHeadersPolicy(part, "api-headers", apiHeaders, { override: false }),
    cachePolicy: uncached(part),
    originRequestPolicy: new OriginRequestPolicy(part.stack, "ApiRequests", {
      originRequestPolicyName: `${part.stage.prefix}-api`,
      headerBehavior: OriginRequestHeaderBehavior.allowList(...forwardedHeaders),
      cookieBehavior: OriginRequestCookieBehavior.all(),
      queryStringBehavior: OriginRequestQueryStringBehavior.all(),
    }),
    compress: true,
  } satisfies BehaviorOptions;
}

/** What providers send has other headers than what browsers do, and CloudFront hands ten on at most. */
const toWebhooks = ({ stack, stage }: Part, toApi: BehaviorOptions): BehaviorOptions => ({
  ...toApi,
  originRequestPolicy: new OriginRequestPolicy(stack, "WebhookRequests", {
    originRequestPolicyName: `${stage.prefix}-webhooks`,
    headerBehavior: OriginRequestHeaderBehavior.allowList(...webhookHeaders),
    cookieBehavior: OriginRequestCookieBehavior.none(),
    queryStringBehavior: OriginRequestQueryStringBehavior.none(),
  }),
});

/**
 * Every answer of the API says no-store, and is not stored. CloudFront's own policy for that would hide from the gateway
 * what the browser can decompress; this one would, even for an answer that forgot to say so, tell callers apart.
 */
const uncached = ({ stack, stage }: Part) =>
  new CachePolicy(stack, "ApiCache", {
    cachePolicyName: `${stage.prefix}-api`,
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.seconds(1),
    cookieBehavior: CacheCookieBehavior.all(),
    // Handed on as part of the cache key or not at all.
    headerBehavior: CacheHeaderBehavior.allowList("Authorization"),
    queryStringBehavior: CacheQueryStringBehavior.all(),
    enableAcceptEncodingBrotli: true,
    enableAcceptEncodingGzip: true,
  });

/** CloudFront would keep an error for ten seconds and give it to everybody: one customer's 404 is another's order. */
const errorsAreNotKept = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((httpStatus) => ({
  httpStatus,
  ttl: Duration.seconds(0),
}));
