import { mkdir } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { createServer } from "node:https";
import path from "node:path";
import { pipeline, type Readable } from "node:stream";
import S3rver from "s3rver";
import S3Error from "s3rver/lib/models/error.js";
import { closeServer, listenOnLoopback } from "../platform/loopback-server.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { AwsChunkedDecoder } from "./aws-chunked.ts";
import { loopbackCertificate } from "./certificate.ts";
import { type Credentials, signatureProblem } from "./signature.ts";
import { writeWhole } from "./whole-writes.ts";

export interface S3Options {
  dir: string;
  port?: number;
  buckets: readonly string[];
  credentials: Credentials;
  now?: () => Date;
}

export interface S3 {
  /** For AWS_ENDPOINT_URL_S3; an IP address, so that SDKs put the bucket into the path by themselves. */
  endpoint: string;
  port: number;
  /** PEM of the authority to trust: `tls.setDefaultCACertificates`, NODE_EXTRA_CA_CERTS, `restic --cacert`. */
  authority: string;
  authorityFile: string;
  stop(): Promise<void>;
}

/** S3 over TLS. Every request needs a right signature, in its headers or in a pre-signed URL. */
export async function startS3({ dir, port = 0, buckets, credentials, now }: S3Options): Promise<S3> {
  refuseProduction("S3");
  const clock = now ?? (() => new Date());
  const directory = path.join(dir, "objects");
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const { key, certificate, authority, authorityFile } = await loopbackCertificate(path.join(dir, "tls"), clock());
  const app = new S3rver({
    directory,
    silent: true,
    vhostBuckets: false,
    configureBuckets: buckets.map((name) => ({ name })),
  });
  await app.configureBuckets();
  writeWhole(app.store, path.join(dir, "incoming"));
  app.middleware.unshift(admission(credentials, clock));
  const server = createServer({ key, cert: certificate }, app.callback());
  const bound = await listenOnLoopback(server, port);
  return {
    endpoint: `https://127.0.0.1:${bound}`,
    port: bound,
    authority,
    authorityFile,
    stop: () => closeServer(server),
  };
}

/** As far as Koa's context and middleware are used here. */
interface Context {
  req: Readable;
  readonly request: { readonly req: IncomingMessage };
  url: string;
}
export type Middleware = (context: Context, next: () => Promise<void>) => Promise<void>;

/** s3rver checks no signature of version 4 and takes anonymous requests: what comes past here is admitted. */
function admission(credentials: Credentials, clock: () => Date): Middleware {
  return async (context, next) => {
    const { req } = context.request;
    const { headers, method = "", url = "" } = req;
    const [sentPath = "", sentQuery] = url.split("?", 2);
    const query = new URLSearchParams(sentQuery);
    const path = decoded(sentPath);
    const problem = signatureProblem({ method, path, query, headers }, credentials, clock());
    if (problem) throw new S3Error(problem, "The request is not signed, or not rightly.");
    // s3rver makes file names of both.
    if (path.split("/").some((segment) => /^\.\.?$|\0/.test(segment)) || !/^\w*$/.test(query.get("uploadId") ?? "")) {
      throw new S3Error("InvalidArgument", "The key or the upload cannot be stored under this name.");
    }
    delete headers.authorization;
    for (const name of [...query.keys()]) if (name.startsWith("X-Amz-")) query.delete(name);
    context.url = query.size > 0 ? `${sentPath}?${query}` : sentPath;
    headers["x-amz-content-sha256"] ??= "UNSIGNED-PAYLOAD";
    if (String(headers["x-amz-content-sha256"]).startsWith("STREAMING-")) context.req = unframed(req);
    await next();
  };
}

function unframed(req: IncomingMessage): Readable {
  const body = new AwsChunkedDecoder();
  pipeline(req, body, (error) => error && req.destroy());
  const encoding = req.headers["content-encoding"]?.replace(/^aws-chunked(,\s*)?/, "");
  if (encoding) req.headers["content-encoding"] = encoding;
  else delete req.headers["content-encoding"];
  return body;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw new S3Error("InvalidURI", "The address cannot be decoded.");
  }
}
