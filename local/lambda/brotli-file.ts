import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { isCompressible } from "#functions/web-files.ts";

const compress = promisify(brotliCompress);

/** The path of `file`'s compressed twin beside it, made now if it is missing or older. */
export async function brotliOf(file: string): Promise<string> {
  const twin = `${file}.br`;
  const [source, existing] = await Promise.all([stat(file), stat(twin).catch(() => undefined)]);
  if (existing && existing.mtimeMs >= source.mtimeMs) return twin;
  const content = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  const unfinished = `${twin}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  await writeFile(unfinished, await compress(content, { params }));
  await rename(unfinished, twin);
  return twin;
}

/** Compresses a whole build, so that no first visitor waits for it. */
export async function compressTree(root: string): Promise<void> {
  const files = await readdir(root, { recursive: true, withFileTypes: true });
  for (const file of files) {
    if (file.isFile() && isCompressible(extname(file.name))) await brotliOf(join(file.parentPath, file.name));
  }
}
