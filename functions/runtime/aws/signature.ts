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

/** The headers of a request as AWS takes it: its own, and those of signature version 4. */
export async function signed(request: Unsigned, { service, region, credentials, at }: Signing): Promise<Headers> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const signer = new AwsV4Signer({
    ...request,
    url: request.url.href,
    service,
    region,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== undefined && { sessionToken }),
    datetime: at.toISOString().replaceAll(/[-:]|\.\d+/g, ""),
    allHeaders: true,
  });
  return (await signer.sign()).headers;
}
