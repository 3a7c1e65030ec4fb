import { createHash, createHmac } from "node:crypto";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

export interface Unsigned {
  method: string;
  url: URL;
  /** All of them are signed; names in small letters. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

interface Signing {
  service: string;
  region: string;
  credentials: Credentials;
  at: Date;
}

const algorithm = "AWS4-HMAC-SHA256";

/** The headers of a request as AWS takes it: its own, and those of signature version 4. */
export function signed(request: Unsigned, { service, region, credentials, at }: Signing): Record<string, string> {
  const time = at.toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const day = time.slice(0, 8);
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.url.host,
    "x-amz-date": time,
    ...(credentials.sessionToken && { "x-amz-security-token": credentials.sessionToken }),
  };
  const names = Object.keys(headers).toSorted();
  const canonical = [
    request.method,
    // Names of functions are the only thing that stands in a path: nothing that would have to be escaped twice.
    request.url.pathname,
    "",
    ...names.map((name) => `${name}:${headers[name]?.trim().replaceAll(/ +/g, " ")}`),
    "",
    names.join(";"),
    digest(request.body),
  ].join("\n");
  const scope = [day, region, service, "aws4_request"];
  const toSign = [algorithm, time, scope.join("/"), digest(canonical)].join("\n");
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`);
  const signature = hmac(key, toSign).toString("hex");
  const credential = [credentials.accessKeyId, ...scope].join("/");
  const authorization = `${algorithm} Credential=${credential}, SignedHeaders=${names.join(";")}, Signature=${signature}`;
  return { ...headers, authorization };
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();
