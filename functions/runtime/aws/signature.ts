import { AwsV4Signer } from "aws4fetch";

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string | undefined;
}

export interface Unsigned {
  method: string;
  url: URL;
  /** All of them are signed. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

interface Signing {
  service: string;
  region: string;
  credentials: Credentials;
  at: Date;
}

/** An address by which whoever has it sends this one request, with these headers and any body, until the time is over. */
export async function presigned(
  { method, url, headers }: Omit<Unsigned, "body">,
  { service, region, credentials, at, seconds }: Signing & { seconds: number },
): Promise<string> {
  const timed = new URL(url);
  timed.searchParams.set("X-Amz-Expires", String(seconds));
  const signer = new AwsV4Signer({
    ...{ method, headers, service, region },
    ...known(credentials),
    url: timed.href,
    datetime: amzDate(at),
    signQuery: true,
    allHeaders: true,
  });
  return (await signer.sign()).url.href;
}

/** The headers of a request as AWS takes it: its own, and those of signature version 4. */
export async function signed(request: Unsigned, { service, region, credentials, at }: Signing): Promise<Headers> {
  const signer = new AwsV4Signer({
    ...request,
    url: request.url.href,
    service,
    region,
    ...known(credentials),
    datetime: amzDate(at),
    allHeaders: true,
  });
  return (await signer.sign()).headers;
}

const amzDate = (at: Date): string => at.toISOString().replaceAll(/[-:]|\.\d+/g, "");

/** Lasting credentials have no token. */
const known = ({ accessKeyId, secretAccessKey, sessionToken }: Credentials) => ({
  ...{ accessKeyId, secretAccessKey },
  ...(sessionToken !== undefined && { sessionToken }),
});
