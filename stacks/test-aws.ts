import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface TestAws {
  endpoint: string;
  /** What was asked for, in order. */
  asked: string[];
  stop(): Promise<void>;
}

const account = "111111111111";

/** Answers who is calling, which is all that a synthesis may ask AWS for, and refuses everything else. */
export async function startTestAws(): Promise<TestAws> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const target = request.headers["x-amz-target"];
    const action = new URLSearchParams(Buffer.concat(chunks).toString()).get("Action") ?? target ?? request.url;
    asked.push(String(action));
    const known = action === "GetCallerIdentity";
    response.writeHead(known ? 200 : 400, { "content-type": "text/xml" });
    response.end(
      known
        ? `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/test</Arn><UserId>TEST</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`
        : "<ErrorResponse><Error><Code>AccessDenied</Code><Message>Nobody may.</Message></Error></ErrorResponse>",
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
