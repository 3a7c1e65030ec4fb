import { mkdir } from "node:fs/promises";
import { createServer as createPlainServer, type RequestListener } from "node:http";
import { createServer } from "node:https";
import path from "node:path";
import { closeServer, listenOnLoopback } from "../platform/loopback-server.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { browserAccess } from "./browser-access.ts";
import { loopbackCertificate } from "./certificate.ts";
import type { ObjectServerOptions } from "./object-server.ts";
import type { Credentials } from "./signature.ts";

export interface S3Options {
  dir: string;
  port?: number;
  buckets: readonly string[];
  credentials: Credentials;
  now?: () => Date;
  /** Whose pages may upload. */
  origin?: string;
}

export interface S3 {
  /** For AWS_ENDPOINT_URL_S3; an IP address, so that SDKs put the bucket into the path by themselves. */
  endpoint: string;
  port: number;
  /** The same without TLS, for browsers, which trust no authority of ours. */
  plainEndpoint: string;
  /** PEM of the authority to trust: `tls.setDefaultCACertificates`, NODE_EXTRA_CA_CERTS, `restic --cacert`. */
  authority: string;
  authorityFile: string;
  /** From now on requests that are signed so are taken too. */
  admit(credentials: Credentials): void;
  stop(): Promise<void>;
}

/** S3 over TLS. Every request needs a right signature, in its headers or in a pre-signed URL. */
export async function startS3({ dir, port = 0, buckets, credentials, now, origin }: S3Options): Promise<S3> {
  refuseProduction("S3");
  const clock = now ?? (() => new Date());
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const { key, certificate, authority, authorityFile } = await loopbackCertificate(path.join(dir, "tls"), clock());
  const secrets = new Map([[credentials.accessKeyId, credentials.secretAccessKey]]);
  let loading: Promise<RequestListener> | undefined;
  const answer: RequestListener = (request, response) => {
    loading ??= load({ dir, buckets, secrets, clock });
    loading.then(
      (listen) => listen(request, response),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  };
  const server = createServer({ key, cert: certificate }, answer);
  const plain = createPlainServer((request, response) => {
    if (origin === undefined || !browserAccess(origin, request, response)) answer(request, response);
  });
  const bound = await listenOnLoopback(server, port);
  const plainPort = await listenOnLoopback(plain);
  return {
    endpoint: `https://127.0.0.1:${bound}`,
    port: bound,
    plainEndpoint: `http://127.0.0.1:${plainPort}`,
    authority,
    authorityFile,
    admit: ({ accessKeyId, secretAccessKey }) => void secrets.set(accessKeyId, secretAccessKey),
    async stop() {
      await Promise.all([closeServer(server), closeServer(plain)]);
    },
  };
}

/** With the first request: s3rver costs 20 MB, and many starts of the platform never store an object. */
async function load(options: ObjectServerOptions): Promise<RequestListener> {
  const { objectServer } = await import("./object-server.ts");
  return objectServer(options);
}
