import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { signed } from "./signature.ts";

interface Sent {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

/** What AWS's own client would have sent for a call. */
async function sentByAws(MessageBody: string, sessionToken?: string): Promise<Sent> {
  let sent: Sent | undefined;
  const client = new SQSClient({
    region: "eu-central-1",
    credentials: { ...credentials, ...(sessionToken && { sessionToken }) },
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: Sent) => {
        sent = request;
        throw new Error("only looking");
      },
    } as never,
  });
  const QueueUrl = "https://sqs.eu-central-1.amazonaws.com/123456789012/mail";
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody })).catch(() => {});
  if (sent === undefined) throw new Error("nothing was sent");
  return sent;
}

test.each([
  ["with lasting credentials", "hello", undefined],
  ["with those of a role", "hello", "a session token"],
  ["with every kind of character", 'ä € \u{1f600} " \n  two  spaces', "a/session+token=="],
])("a request is signed as AWS's own client signs it, %s", async (_name, text, sessionToken) => {
  const { headers, body, path } = await sentByAws(text, sessionToken);
  const { authorization = "", "x-amz-date": time = "" } = headers;
  const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(";") ?? [];
  const theirs = names.filter((name) => !["host", "x-amz-date", "x-amz-security-token"].includes(name));
  const at = new Date(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
  const url = new URL(path, `https://${headers.host}`);
  const ours = await signed(
    { method: "POST", url, headers: Object.fromEntries(theirs.map((name) => [name, String(headers[name])])), body },
    { service: "sqs", region: "eu-central-1", credentials: { ...credentials, sessionToken }, at },
  );
  expect(names.length).toBeGreaterThan(3);
  expect(ours.get("authorization")).toBe(authorization);
});
