import { readdir, readFile } from "node:fs/promises";
import { extname, join, relative } from "node:path";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { cacheControlOf, contentTypes } from "#functions/web-files.ts";

export interface WebRelease {
  s3: Pick<S3Client, "send">;
  bucket: string;
  /** The folder of a web build. */
  build: string;
}

const atOnce = 8;

/**
 * Puts a web build where CloudFront takes it from. Files that others name come first, pages last, and nothing is ever
 * taken away: whoever has an older page open, or gets one from a cache, still finds its parts. Answers with how many files
 * were put.
 */
export async function publishWeb({ s3, bucket, build }: WebRelease): Promise<number> {
  const files = await filesOf(build);
  if (!files.includes("index.html")) throw new Error(`There is no web build in ${build}: run npm run build:web.`);
  const isPage = (file: string) => file.endsWith(".html");
  const isAsset = (file: string) => file.startsWith("assets/");
  for (const wave of [
    files.filter(isAsset),
    files.filter((file) => !isAsset(file) && !isPage(file)),
    files.filter(isPage),
  ]) {
    for (let done = 0; done < wave.length; done += atOnce) {
      await Promise.all(wave.slice(done, done + atOnce).map(put));
    }
  }
  return files.length;

  async function put(file: string): Promise<void> {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: file,
        Body: await readFile(join(build, file)),
        ContentType: contentTypes[extname(file)] ?? "application/octet-stream",
        CacheControl: cacheControlOf(`/${file}`),
      }),
    );
  }
}

/** Without what is compressed for the local server, and without hidden files: the router lets nobody have those. */
async function filesOf(build: string): Promise<string[]> {
  const entries = await readdir(build, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".br"))
    .map((entry) => relative(build, join(entry.parentPath, entry.name)))
    .filter((file) => !file.split("/").some((part) => part.startsWith(".")))
    .toSorted();
}
