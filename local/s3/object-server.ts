import { createHash } from "node:crypto";
import type { IncomingMessage, RequestListener } from "node:http";
import path from "node:path";
import { pipeline, type Readable, Transform } from "node:stream";
import S3rver from "s3rver";
import S3Error from "s3rver/lib/models/error.js";
import { AwsChunkedDecoder } from "./aws-chunked.ts";
import { type Secrets, signatureProblem } from "./signature.ts";
import { writeWhole } from "./whole-writes.ts";

export interface ObjectServerOptions {
  dir: string;
  buckets: readonly string[];
  secrets: Secrets;
  clock: () => Date;
}

/** s3rver behind our own check of signatures, with uploads that are there whole or not at all. */
export async function objectServer({ dir, buckets, secrets, clock }: ObjectServerOptions): Promise<RequestListener> {
  const app = new S3rver({
    directory: path.join(dir, "objects"),
    silent: true,
    vhostBuckets: false,
    configureBuckets: buckets.map((name) => ({ name })),
  });
  await app.configureBuckets();
  writeWhole(app.store, path.join(dir, "incoming"));
  app.middleware.unshift(admission(secrets, clock));
  return app.callback();
}

/** As far as Koa's context and middleware are used here. */
interface Context {
  req: Readable;
  readonly request: { readonly req: IncomingMessage };
  url: string;
}
export type Middleware = (context: Context, next: () => Promise<void>) => Promise<void>;

/** s3rver checks no signature of version 4 and takes anonymous requests: what comes past here is admitted. */
function admission(secrets: Secrets, clock: () => Date): Middleware {
  return async (context, next) => {
    const { req } = context.request;
    const { headers, method = "", url = "" } = req;
    const [sentPath = "", sentQuery] = url.split("?", 2);
    const query = new URLSearchParams(sentQuery);
    const path = decoded(sentPath);
    const problem = signatureProblem({ method, path, query, headers }, secrets, clock());
    if (problem) throw new S3Error(problem, "The request is not signed, or not rightly.");
    // s3rver makes file names of both.
    if (path.split("/").some((segment) => /^\.\.?$|\0/.test(segment)) || !/^\w*$/.test(query.get("uploadId") ?? "")) {
      throw new S3Error("InvalidArgument", "The key or the upload cannot be stored under this name.");
    }
    delete headers.authorization;
    for (const name of [...query.keys()]) if (name.startsWith("X-Amz-")) query.delete(name);
    context.url = query.size > 0 ? `${sentPath}?${query}` : sentPath;
    headers["x-amz-content-sha256"] ??= "UNSIGNED-PAYLOAD";
    const digest = headers["x-amz-checksum-sha256"];
    if (method === "PUT" && typeof digest === "string") context.req = compared(req, digest);
    if (String(headers["x-amz-content-sha256"]).startsWith("STREAMING-")) context.req = unframed(req);
    await next();
  };
}

/** S3 keeps nothing of a body that is not the one whose digest was sent with it. */
function compared(req: IncomingMessage, digest: string): Readable {
  const hash = createHash("sha256");
  const body = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      const right = hash.digest("base64") === digest;
      done(right ? null : new S3Error("BadDigest", "The SHA256 you specified did not match what we received."));
    },
  });
  pipeline(req, body, (error) => error && !(error instanceof S3Error) && req.destroy());
  return body;
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
