import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

const ALGORITHM = "AWS4-HMAC-SHA256";
const SKEW_MS = 15 * 60_000;
const LONGEST_EXPIRY_SECONDS = 7 * 86_400;

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
}

/** Of those who may ask, by the names of their access keys. */
export type Secrets = ReadonlyMap<string, string>;

export interface SignedRequest {
  method: string;
  /** Decoded once, and nothing else: a URL parser would resolve `..`, which S3 takes as it is. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
}

/** Why a request is refused, with S3's own code; undefined when its signature (version 4) is right and fresh. */
export function signatureProblem(request: SignedRequest, secrets: Secrets, now: Date): string | undefined {
  const { path, query } = request;
  const presigned = query.has("X-Amz-Signature");
  const claim = presigned ? claimOfQuery(query) : claimOfHeader(request.headers);
  if (!claim) return "AccessDenied";
  const [accessKeyId = "", day = "", region = "", service = "", end = ""] = claim.credential.split("/");
  const secretAccessKey = secrets.get(accessKeyId);
  const signedAt = parseTime(claim.time);
  if (secretAccessKey === undefined) return "InvalidAccessKeyId";
  if (service !== "s3" || end !== "aws4_request" || !claim.time.startsWith(day)) return "AuthorizationHeaderMalformed";
  if (!claim.signedHeaders.includes("host")) return "AccessDenied";
  const age = now.getTime() - signedAt;
  if (!(age > -SKEW_MS)) return "RequestTimeTooSkewed";
  if (claim.expiresSeconds === undefined ? age > SKEW_MS : !(age <= claim.expiresSeconds * 1000)) {
    return claim.expiresSeconds === undefined ? "RequestTimeTooSkewed" : "AccessDenied";
  }

  const canonical = [
    request.method,
    path.split("/").map(encode).join("/"),
    canonicalQuery(query),
    ...claim.signedHeaders.map((name) => `${name}:${headerText(request.headers[name])}`),
    "",
    claim.signedHeaders.join(";"),
    presigned ? "UNSIGNED-PAYLOAD" : headerText(request.headers["x-amz-content-sha256"]),
  ].join("\n");
  const scope = [day, region, service, end].join("/");
  const toSign = [ALGORITHM, claim.time, scope, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const key = [day, region, service, end].reduce<Buffer | string>(hmac, `AWS4${secretAccessKey}`);
  const expected = hmac(key, toSign);
  const given = Buffer.from(claim.signature, "hex");
  const right = given.length === expected.length && timingSafeEqual(given, expected);
  return right ? undefined : "SignatureDoesNotMatch";
}

interface Claim {
  credential: string;
  signedHeaders: string[];
  signature: string;
  time: string;
  expiresSeconds?: number;
}

function claimOfHeader({ authorization = "", "x-amz-date": time }: IncomingHttpHeaders): Claim | undefined {
  const [, credential, signedHeaders, signature] =
    /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
      authorization,
    ) ?? [];
  if (!credential || !signedHeaders || !signature || typeof time !== "string") return undefined;
  return { credential, signedHeaders: signedHeaders.split(";"), signature, time };
}

function claimOfQuery(query: URLSearchParams): Claim | undefined {
  const expiresSeconds = Number(query.get("X-Amz-Expires"));
  const withinLimit =
    Number.isInteger(expiresSeconds) && expiresSeconds > 0 && expiresSeconds <= LONGEST_EXPIRY_SECONDS;
  if (query.get("X-Amz-Algorithm") !== ALGORITHM || !withinLimit) return undefined;
  return {
    credential: query.get("X-Amz-Credential") ?? "",
    signedHeaders: query.get("X-Amz-SignedHeaders")?.split(";") ?? [],
    signature: query.get("X-Amz-Signature") ?? "",
    time: query.get("X-Amz-Date") ?? "",
    expiresSeconds,
  };
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
}

function parseTime(time: string): number {
  const digits = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time);
  if (!digits) return Number.NaN;
  const [, year, month, day, hour, minute, second] = digits;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

const hmac = (key: Buffer | string, text: string) => createHmac("sha256", key).update(text).digest();

const headerText = (value: string | string[] | undefined) =>
  String(value ?? "")
    .trim()
    .replace(/ +/g, " ");

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
