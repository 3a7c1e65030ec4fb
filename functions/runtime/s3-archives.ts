import type { ArchiveStore } from "#core/builds/index.ts";
import { DomainError } from "#core/kernel/errors.ts";
import { Secret } from "#core/kernel/secret.ts";
import type { AwsSettings } from "./aws/aws-service.ts";
import { presigned } from "./aws/signature.ts";

interface Bucket extends Pick<AwsSettings, "endpoint" | "region" | "credentials"> {
  bucket: string;
  /** Where nodes find it, if that is not where everybody else does. */
  endpointForNodes?: string | undefined;
}

const looksForMs = 10_000;

const unreachable = (cause: unknown) =>
  new DomainError("unavailable", "upload.unreachable", "Archives can’t be reached right now. Try again in a moment.", {
    cause,
  });

/** A bucket whose objects are reached by signed addresses alone: what they allow is in them, and nothing else. */
export function s3Archives({
  bucket,
  region,
  credentials,
  endpoint,
  endpointForNodes = endpoint,
}: Bucket): ArchiveStore {
  const sign = (
    method: string,
    key: string,
    seconds: number,
    given: { headers?: Readonly<Record<string, string>>; at?: string | undefined } = {},
  ) => {
    const base = given.at === undefined ? `https://${bucket}.s3.${region}.amazonaws.com` : `${given.at}/${bucket}`;
    const request = { method, url: new URL(`${base}/${key}`), headers: given.headers ?? {} };
    return presigned(request, { service: "s3", region, credentials, at: new Date(), seconds });
  };
  return {
    signUpload: (key, { headers, seconds }) => sign("PUT", key, seconds, { headers, at: endpoint }),

    signDownload: async (key, seconds) => new Secret(await sign("GET", key, seconds, { at: endpointForNodes })),

    async sizeOf(key) {
      const url = await sign("HEAD", key, 60, { at: endpoint });
      const asked = { method: "HEAD", signal: AbortSignal.timeout(looksForMs) };
      const { status, ok, headers } = await fetch(url, asked).catch((cause: unknown) => {
        throw unreachable(cause);
      });
      // Whoever may not list a bucket is not told that an object is not there.
      if (status === 404 || status === 403) return undefined;
      if (!ok) throw unreachable(`S3 answered ${status}`);
      return Number(headers.get("content-length"));
    },
  };
}
