import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { s3Archives } from "#functions/runtime/s3-archives.ts";
import { type S3, startS3 } from "./s3.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "a local secret" };
const origin = "https://portal.example";
const file = Buffer.from("an archive");
const digest = createHash("sha256").update(file).digest();
const headers = {
  "content-length": String(file.length),
  "content-type": "application/zip",
  "x-amz-checksum-sha256": digest.toString("base64"),
};

let dir: string;
let s3: S3;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "archives-"));
  s3 = await startS3({ dir, buckets: ["uploads"], credentials, origin });
});
afterAll(async () => {
  await s3.stop();
  await rm(dir, { recursive: true, force: true });
});

const archives = () =>
  s3Archives({ bucket: "uploads", region: "eu-central-1", credentials, endpoint: s3.plainEndpoint });
const put = async (url: string, body: Buffer, sent: Record<string, string>) =>
  (await fetch(url, { method: "PUT", body: new Uint8Array(body), headers: sent })).status;

test("an archive arrives by its signed address, and a node fetches it by another", async () => {
  expect(await archives().sizeOf("acc_1/svc_1/a.zip")).toBeUndefined();
  const url = await archives().signUpload("acc_1/svc_1/a.zip", { headers, seconds: 60 });
  expect(await put(url, file, headers)).toBe(200);
  expect(await archives().sizeOf("acc_1/svc_1/a.zip")).toBe(file.length);
  const download = await archives().signDownload("acc_1/svc_1/a.zip", 60);
  expect(await (await fetch(download.reveal())).text()).toBe("an archive");
});

test.each([
  ["larger", Buffer.concat([file, file]), headers],
  ["of another kind", file, { ...headers, "content-type": "text/html" }],
  ["of another digest", file, { ...headers, "x-amz-checksum-sha256": Buffer.alloc(32).toString("base64") }],
  [
    "without its digest",
    file,
    { "content-length": headers["content-length"], "content-type": headers["content-type"] },
  ],
  ["the same in size and nothing else", Buffer.from("an Archive"), headers],
])("what is %s is refused, and nothing is there", async (_name, body, given) => {
  const url = await archives().signUpload("acc_1/svc_1/b.zip", { headers, seconds: 60 });
  const sent = body.length === file.length ? given : { ...given, "content-length": String(body.length) };
  expect(await put(url, body, sent)).toBeGreaterThanOrEqual(400);
  expect(await archives().sizeOf("acc_1/svc_1/b.zip")).toBeUndefined();
});

test("an address is good for the one object that it names", async () => {
  const url = await archives().signUpload("acc_1/svc_1/c.zip", { headers, seconds: 60 });
  expect(await put(url.replace("acc_1", "acc_2"), file, headers)).toBe(403);
  expect((await fetch(url)).status).toBe(403);
});

test("pages of the portal may upload, and pages of nobody else", async () => {
  const asked = { "access-control-request-method": "PUT" };
  const url = `${s3.plainEndpoint}/uploads/acc_1/svc_1/d.zip`;
  const theirs = await fetch(url, { method: "OPTIONS", headers: { ...asked, origin } });
  expect(theirs.headers.get("access-control-allow-origin")).toBe(origin);
  expect(theirs.headers.get("access-control-allow-headers")).toContain("x-amz-checksum-sha256");
  const others = await fetch(url, { method: "OPTIONS", headers: { ...asked, origin: "https://evil.example" } });
  expect(others.status).toBe(403);
  expect(others.headers.get("access-control-allow-origin")).toBeNull();
});
