import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import S3rver from "s3rver";
import { afterEach, beforeEach, expect, test } from "vitest";
import { publishWeb } from "./web-release.ts";

const bucket = "site";
let folder: string;
let build: string;
let server: Server;
let s3: S3Client;
let puts: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "rookery-publish-"));
  build = join(folder, "build");
  puts = [];
  const store = new S3rver({
    directory: join(folder, "store"),
    silent: true,
    vhostBuckets: false,
    configureBuckets: [{ name: bucket }],
  });
  await store.configureBuckets();
  const answer = store.callback();
  server = createServer((request, response) => {
    const file = new URL(request.url ?? "/", "http://store").pathname.slice(`/${bucket}/`.length);
    if (request.method === "PUT") response.on("finish", () => puts.push(file));
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  s3 = new S3Client({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forcePathStyle: true,
    region: "eu-central-1",
    credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
});

afterEach(async () => {
  s3.destroy();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

async function built(files: Readonly<Record<string, string>>): Promise<void> {
  await rm(build, { recursive: true, force: true });
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(build, file)), { recursive: true });
    await writeFile(join(build, file), text);
  }
}
const first = {
  "index.html": "<script src=/assets/index-1.js>",
  "sign-in.html": "<script src=/assets/sign-in-1.js>",
  "theme.js": "theme()",
  "favicon.svg": "<svg/>",
  ...Object.fromEntries(Array.from({ length: 20 }, (_, number) => [`assets/part-${number}.js`, "part()"])),
  "assets/index-1.js": "one()",
};
const publish = () => publishWeb({ s3, bucket, build });
const head = (file: string) => s3.send(new HeadObjectCommand({ Bucket: bucket, Key: file }));
async function textOf(file: string): Promise<string | undefined> {
  return (await s3.send(new GetObjectCommand({ Bucket: bucket, Key: file }))).Body?.transformToString();
}

test("what pages name is there before the pages are", async () => {
  await built(first);
  expect(await publish()).toBe(25);
  const lastAsset = puts.findLastIndex((file) => file.startsWith("assets/"));
  const firstOther = puts.findIndex((file) => !file.startsWith("assets/"));
  const firstPage = puts.findIndex((file) => file.endsWith(".html"));
  const lastOther = puts.findLastIndex((file) => !file.startsWith("assets/") && !file.endsWith(".html"));
  expect(lastAsset).toBe(20);
  expect(firstOther).toBeGreaterThan(lastAsset);
  expect(firstPage).toBeGreaterThan(lastOther);
});

test("hashed files are kept for good, everything else is asked for anew, and each says what it is", async () => {
  await built(first);
  await publish();
  expect(await head("assets/index-1.js")).toMatchObject({
    CacheControl: "public, max-age=31536000, immutable",
    ContentType: "text/javascript; charset=utf-8",
  });
  expect(await head("index.html")).toMatchObject({ CacheControl: "no-cache", ContentType: "text/html; charset=utf-8" });
  expect(await head("theme.js")).toMatchObject({ CacheControl: "no-cache" });
  expect(await head("favicon.svg")).toMatchObject({ ContentType: "image/svg+xml" });
});

test("the next release replaces pages and leaves what older pages need", async () => {
  await built(first);
  await publish();
  await built({ "index.html": "<script src=/assets/index-2.js>", "assets/index-2.js": "two()" });
  await publish();
  expect(await textOf("index.html")).toContain("index-2");
  expect(await textOf("assets/index-2.js")).toBe("two()");
  expect(await textOf("assets/index-1.js")).toBe("one()");
});

test("what the local server keeps beside a build, and what is hidden in it, stays here", async () => {
  await built({ ...first, "index.html.br": "x", "assets/index-1.js.br": "x", ".vite/manifest.json": "{}" });
  await publish();
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  expect(Contents.map(({ Key }) => Key).toSorted()).toEqual(Object.keys(first).toSorted());
});

test("a release that cannot put a file leaves the pages as they were", async () => {
  await built(first);
  await publish();
  await built({ "index.html": "new", "assets/index-3.js": "three()" });
  const failing: Pick<S3Client, "send"> = {
    send: ((command: { input: { Key: string } }) =>
      command.input.Key.startsWith("assets/")
        ? Promise.reject(new Error("503 Slow Down"))
        : s3.send(command as never)) as S3Client["send"],
  };
  await expect(publishWeb({ s3: failing, bucket, build })).rejects.toThrow("503");
  expect(await textOf("index.html")).toContain("index-1");
});

test("a folder without a build is refused before anything is put", async () => {
  await built({ "assets/index-1.js": "one()" });
  await expect(publish()).rejects.toThrow("npm run build:web");
  expect(puts).toEqual([]);
});
