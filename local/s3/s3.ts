import { mkdir } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { createServer } from "node:https";
import path from "node:path";
import { closeServer, listenOnLoopback } from "../platform/loopback-server.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { loopbackCertificate } from "./certificate.ts";
import type { ObjectServerOptions } from "./object-server.ts";
import type { Credentials } from "./signature.ts";

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
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const { key, certificate, authority, authorityFile } = await loopbackCertificate(path.join(dir, "tls"), clock());
  let loading: Promise<RequestListener> | undefined;
  const server = createServer({ key, cert: certificate }, async (request, response) => {
    loading ??= load({ dir, buckets, credentials, clock });
    try {
      (await loading)(request, response);
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  });
  const bound = await listenOnLoopback(server, port);
  return {
    endpoint: `https://127.0.0.1:${bound}`,
    port: bound,
    authority,
    authorityFile,
    stop: () => closeServer(server),
  };
}

/** With the first request: s3rver costs 20 MB, and many starts of the platform never store an object. */
async function load(options: ObjectServerOptions): Promise<RequestListener> {
  const { objectServer } = await import("./object-server.ts");
  return objectServer(options);
}
