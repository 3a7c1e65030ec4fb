import { createHash, randomUUID } from "node:crypto";
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

interface Stored {
  size: number;
  md5: string;
}

interface StoredObject {
  bucket: string;
  key: string;
  content: Readable | Buffer;
  metadata: object;
}

/** What is used here of s3rver's store on the file system. */
export interface FileStore {
  getResourcePath(bucket: string, key: string | undefined, resource: string): string;
  putMetadata(bucket: string, key: string, metadata: object, md5: string): Promise<void>;
  putObject(object: StoredObject): Promise<Stored>;
  putPart(bucket: string, uploadId: string, partNumber: number | string, content: Readable): Promise<Stored>;
}

/**
 * s3rver writes in place and answers before the last bytes are in the file: an upload that broke off would be an
 * object, and a download right after an upload could miss its end. So bodies are written beside and then renamed.
 */
export function writeWhole(store: FileStore, incoming: string): void {
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { recursive: true });

  async function write(target: string, content: Readable | Buffer): Promise<Stored> {
    const beside = path.join(incoming, randomUUID());
    const file = createWriteStream(beside);
    const closed = new Promise<void>((resolve) => file.once("close", () => resolve()));
    const hash = createHash("md5");
    let size = 0;
    try {
      await pipeline(
        content instanceof Readable ? content : Readable.from([content]),
        async function* (source: AsyncIterable<Buffer>) {
          for await (const chunk of source) {
            hash.update(chunk);
            size += chunk.length;
            yield chunk;
          }
        },
        file,
      );
      await mkdir(path.dirname(target), { recursive: true });
      await rename(beside, target);
    } catch (error) {
      // What breaks off early is told before the file is there: removed then, it would come after all.
      file.destroy();
      await closed;
      await rm(beside, { force: true });
      throw error;
    }
    return { size, md5: hash.digest("hex") };
  }

  store.putObject = async ({ bucket, key, content, metadata }) => {
    const stored = await write(store.getResourcePath(bucket, key, "object"), content);
    await store.putMetadata(bucket, key, metadata, stored.md5);
    return stored;
  };
  store.putPart = async (bucket, uploadId, partNumber, content) => {
    const target = path.join(store.getResourcePath(bucket, undefined, "uploads"), uploadId, String(partNumber));
    const stored = await write(target, content);
    await writeFile(`${target}.md5`, stored.md5);
    return stored;
  };
}
