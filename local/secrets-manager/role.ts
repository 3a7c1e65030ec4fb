import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { signed } from "#functions/runtime/aws/signature.ts";
import { SecretsManagerError } from "./secrets-manager-error.ts";

/** Who asks, by the key of its credentials. */
export interface Role {
  name: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** ARNs of the secrets that it may read. */
  mayRead: readonly string[];
}

const form = /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/[^,]+, ?SignedHeaders=([\w;-]+), ?Signature=[0-9a-f]{64}$/;
const headersOfSignature = ["host", "x-amz-date", "x-amz-security-token"];

/** The role that signed a request. Whoever cannot sign gets no secret, on this machine either. */
export async function roleOf(
  request: IncomingMessage,
  body: string,
  region: string,
  roles: readonly Role[],
): Promise<Role> {
  const { authorization = "", host = "", "x-amz-date": time = "" } = request.headers;
  const [, accessKeyId, signedHeaders] = form.exec(authorization) ?? [];
  if (accessKeyId === undefined || signedHeaders === undefined) {
    throw new SecretsManagerError("IncompleteSignatureException", "The request is not signed.");
  }
  const role = roles.find((each) => each.accessKeyId === accessKeyId);
  if (!role) throw new SecretsManagerError("UnrecognizedClientException", "The security token is invalid.");
  const names = signedHeaders.split(";").filter((name) => !headersOfSignature.includes(name));
  const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]));
  const unsigned = { method: request.method ?? "", url: new URL(`http://${host}/`), headers, body };
  const at = new Date(String(time).replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  const isTime = !Number.isNaN(at.getTime());
  const expected = isTime && (await signed(unsigned, { service: "secretsmanager", region, credentials: role, at }));
  if (!expected || !same(expected.get("authorization"), authorization)) {
    throw new SecretsManagerError("InvalidSignatureException", "The signature does not match.");
  }
  return role;
}

function same(expected: string | null, given: string): boolean {
  const [a, b] = [Buffer.from(expected ?? ""), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
