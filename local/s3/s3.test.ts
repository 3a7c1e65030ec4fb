import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { request } from "node:https";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { loopbackCertificate } from "./certificate.ts";
import { type S3, startS3 } from "./s3.ts";

const Bucket = "backups";
const credentials = { accessKeyId: "local", secretAccessKey: "a local secret" };
const trusted = getCACertificates();

let dir: string;
let s3: S3;
let client: S3Client;
let now: Date | undefined;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "s3-"));
  await start();
});
afterAll(async () => {
  await s3.stop();
  setDefaultCACertificates(trusted);
  await rm(dir, { recursive: true });
});

async function start() {
  s3 = await startS3({ dir, buckets: [Bucket], credentials, now: () => now ?? new Date() });
  setDefaultCACertificates([...trusted, s3.authority]);
  client = clientWith(credentials);
}

const clientWith = (own: typeof credentials) =>
  new S3Client({ endpoint: s3.endpoint, region: "eu-central-1", credentials: own, maxAttempts: 1 });

const put = (Key: string, Body: string | Buffer) => client.send(new PutObjectCommand({ Bucket, Key, Body }));
const get = async (Key: string, Range?: string) =>
  (await client.send(new GetObjectCommand({ Bucket, Key, Range }))).Body?.transformToString();

const Signer = z.object({
  presign: z.custom<(request: object, options: { expiresIn: number }) => Promise<SignedRequest>>(),
});
interface SignedRequest {
  path: string;
  query: Record<string, string>;
}

/** With the client's own signer, as the SDK's presigner does it. */
async function presigned(method: string, key: string, expiresIn = 60, own = client): Promise<string> {
  const { hostname, host } = new URL(s3.endpoint);
  const unsigned = {
    method,
    hostname,
    protocol: "https:",
    port: s3.port,
    path: `/${Bucket}/${key.split("/").map(encodeURIComponent).join("/")}`,
    query: {},
    headers: { host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
  };
  const signer: unknown = await own.config.signer();
  const { path: signedPath, query } = await Signer.parse(signer).presign.call(signer, unsigned, { expiresIn });
  return `${s3.endpoint}${signedPath}?${new URLSearchParams(query)}`;
}

describe("an object", () => {
  test("comes back as it was put, with type and metadata, over a restart too", async () => {
    const Body = Buffer.from(Array.from({ length: 70_000 }, (_, n) => n % 256));
    const meta = { Bucket, Key: "a folder/über (1).bin", ContentType: "image/png", Metadata: { owner: "acc_1" } };
    await client.send(new PutObjectCommand({ ...meta, Body }));
    await s3.stop();
    await start();
    const object = await client.send(new GetObjectCommand({ Bucket, Key: meta.Key }));
    expect(object).toMatchObject({ ContentType: "image/png", Metadata: { owner: "acc_1" }, ContentLength: 70_000 });
    expect(Buffer.from((await object.Body?.transformToByteArray()) ?? [])).toEqual(Body);
    expect(await get(meta.Key, "bytes=65-67")).toBe("ABC");
  });

  test("that is streamed comes back without the framing it was sent in", async () => {
    const Body = Readable.from(["x".repeat(100_000), "end"]);
    await client.send(new PutObjectCommand({ Bucket, Key: "streamed", Body, ContentLength: 100_003 }));
    const object = await client.send(new GetObjectCommand({ Bucket, Key: "streamed" }));
    expect(object.ContentEncoding).toBeUndefined();
    expect(await object.Body?.transformToString()).toBe(`${"x".repeat(100_000)}end`);
  });

  test("whose upload broke off does not exist, and the one before it stays", async () => {
    await put("broken", "before");
    const signed = new URL(await presigned("PUT", "broken"));
    const headers = { "content-length": 1000 };
    const sent = request(signed, { method: "PUT", headers, ca: s3.authority, agent: false });
    sent.on("error", () => {});
    sent.write("half", () => sent.destroy());
    await new Promise((resolve) => sent.once("close", resolve));
    expect(await get("broken")).toBe("before");
    await vi.waitFor(async () => expect(await readdir(path.join(dir, "incoming"))).toEqual([]), { timeout: 20_000 });
  });

  test("in parts is put together in their order", async () => {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: "parts" }));
    const part = async (PartNumber: number, Body: string) => {
      const { ETag } = await client.send(new UploadPartCommand({ Bucket, Key: "parts", UploadId, PartNumber, Body }));
      return { PartNumber, ETag };
    };
    const Parts = [await part(2, "second"), await part(1, "first ")].toReversed();
    await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key: "parts", UploadId, MultipartUpload: { Parts } }),
    );
    expect(await get("parts")).toBe("first second");
  });

  test("is listed below its prefix and gone after it was deleted", async () => {
    await put("list/one", "1");
    await put("list/two/three", "3");
    const below = await client.send(new ListObjectsV2Command({ Bucket, Prefix: "list/", Delimiter: "/" }));
    expect(below.Contents?.map(({ Key }) => Key)).toEqual(["list/one"]);
    expect(below.CommonPrefixes).toEqual([{ Prefix: "list/two/" }]);
    await client.send(new DeleteObjectCommand({ Bucket, Key: "list/one" }));
    await expect(get("list/one")).rejects.toMatchObject({ name: "NoSuchKey" });
    await expect(client.send(new HeadObjectCommand({ Bucket, Key: "list/one" }))).rejects.toMatchObject({
      name: "NotFound",
    });
  });

  test("never leaves its bucket, whatever its key", async () => {
    for (const target of [`/${Bucket}/..%2F..%2Fescaped`, `/${Bucket}/%2e%2e/escaped`, `/${Bucket}/a/../../escaped`]) {
      expect(await statusOf(target)).toBe(403);
    }
    const signed = await presigned("PUT", "../../escaped");
    expect(await statusOf(signed.slice(s3.endpoint.length))).toBe(400);
    await expect(stat(path.join(dir, "escaped"))).rejects.toMatchObject({ code: "ENOENT" });
    expect(await statusOf("/%zz")).toBe(400);
  });

  /** fetch and the SDK would resolve the dots before sending. */
  async function statusOf(target: string): Promise<number | undefined> {
    const sent = request({ host: "127.0.0.1", port: s3.port, method: "PUT", path: target, ca: s3.authority });
    sent.end("x");
    const [response] = await once(sent, "response");
    response.resume();
    return response.statusCode;
  }
});

describe("a request is refused", () => {
  test("when nobody signed it", async () => {
    await put("secret", "secret");
    const anonymous = await fetch(`${s3.endpoint}/${Bucket}/secret`);
    expect(anonymous.status).toBe(403);
    expect(await anonymous.text()).toContain("<Code>AccessDenied</Code>");
  });

  test("when it was signed with another secret or another key id", async () => {
    const wrongSecret = clientWith({ ...credentials, secretAccessKey: "guessed" });
    await expect(wrongSecret.send(new GetObjectCommand({ Bucket, Key: "secret" }))).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    });
    const wrongId = clientWith({ ...credentials, accessKeyId: "S3RVER" });
    await expect(wrongId.send(new GetObjectCommand({ Bucket, Key: "secret" }))).rejects.toMatchObject({
      name: "InvalidAccessKeyId",
    });
  });

  test("when it is repeated after a quarter of an hour", async () => {
    now = new Date(Date.now() + 16 * 60_000);
    await expect(get("secret")).rejects.toMatchObject({ name: "RequestTimeTooSkewed" });
    now = undefined;
  });
});

describe("a pre-signed URL", () => {
  test("uploads and downloads without credentials", async () => {
    const upload = await fetch(await presigned("PUT", "by url"), { method: "PUT", body: "from a browser" });
    expect(upload.status).toBe(200);
    expect(await get("by url")).toBe("from a browser");
    const download = await fetch(await presigned("GET", "by url"));
    expect(await download.text()).toBe("from a browser");
  });

  test("is good for its method, its object and its time alone, and not when it was changed", async () => {
    await put("mine", "mine");
    await put("yours", "yours");
    const url = await presigned("GET", "mine");
    expect((await fetch(url, { method: "PUT", body: "changed" })).status).toBe(403);
    expect((await fetch(url.replace("/mine?", "/yours?"))).status).toBe(403);
    expect((await fetch(url.replace("X-Amz-Expires=60", "X-Amz-Expires=6000"))).status).toBe(403);
    expect(
      (await fetch(await presigned("GET", "mine", 60, clientWith({ ...credentials, secretAccessKey: "guessed" }))))
        .status,
    ).toBe(403);
    now = new Date(Date.now() + 61_000);
    expect((await fetch(url)).status).toBe(403);
    now = undefined;
    expect((await fetch(url)).status).toBe(200);
  });
});

describe("the certificate", () => {
  test("is for loopback, signed by the authority and by nobody else", () => {
    const authority = new X509Certificate(s3.authority);
    expect(authority.ca).toBe(true);
    expect(authority.verify(authority.publicKey)).toBe(true);
  });

  test("is not trusted without the authority", async () => {
    const sent = request({ host: "127.0.0.1", port: s3.port, ca: trusted, agent: false });
    const [error] = await once(sent, "error");
    expect(error.code).toMatch(/SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE/);
  });

  test("stays the same over restarts, and is made anew in time before it ends", async () => {
    const tls = path.join(dir, "tls");
    const before = await readFile(path.join(tls, "server.pem"), "utf8");
    const today = new Date();
    expect((await loopbackCertificate(tls, today)).certificate).toBe(before);
    const later = await loopbackCertificate(path.join(dir, "later"), today);
    const inTwoYears = new Date(today.getTime() + 780 * 86_400_000);
    expect((await loopbackCertificate(path.join(dir, "later"), inTwoYears)).certificate).not.toBe(later.certificate);
    expect((await stat(path.join(tls, "server-key.pem"))).mode & 0o777).toBe(0o600);
  });
});
