import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { languageCookie } from "#functions/site-router.ts";
import { cacheControlOf, contentTypes, isCompressible } from "#functions/web-files.ts";
import { pageHeaders, pageHeadersWith } from "#functions/web-headers.ts";
import { brotliOf } from "./brotli-file.ts";

export type StaticSite = (path: string, request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A web build, perhaps still being made, whose pages may send files to `uploads`. */
export function staticSite(build: string | Promise<string>, uploads?: Promise<string>): StaticSite {
  return async (path, request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      return sendText(request, response, 405, "Only GET and HEAD are allowed here.", { allow: "GET, HEAD" });
    }
    const name = fileName(path);
    if (name === undefined) return sendText(request, response, 400, "This address is not valid.");
    const file = await firstFile(candidates(await build, name, isGerman(request)));
    if (!file) return sendText(request, response, 404, "There is nothing at this address.");
    await sendFile(request, response, file, {
      ...pageHeadersWith(await uploads),
      "cache-control": cacheControlOf(name),
    });
  };
}

interface RegularFile {
  path: string;
  size: number;
  mtimeMs: number;
}

async function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: RegularFile,
  given: OutgoingHttpHeaders,
) {
  const extension = extname(file.path);
  const compressible = isCompressible(extension);
  const compressed = compressible && acceptsBrotli(request) ? await regularFile(await brotliOf(file.path)) : undefined;
  const body = compressed ?? file;
  const etag = `"${file.mtimeMs.toString(36)}-${file.size.toString(36)}${compressed ? "-br" : ""}"`;
  const headers: OutgoingHttpHeaders = { ...given, etag };
  if (compressible) headers.vary = "accept-encoding";
  if (matches(request.headers["if-none-match"], etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  headers["content-type"] = contentTypes[extension] ?? "application/octet-stream";
  headers["content-length"] = body.size;
  if (compressed) headers["content-encoding"] = "br";
  response.writeHead(200, headers);
  if (request.method === "HEAD") response.end();
  else await pipeline(createReadStream(body.path), response);
}

function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  statusCode: number,
  text: string,
  headers: OutgoingHttpHeaders = {},
): void {
  response.writeHead(statusCode, { ...pageHeaders, "content-type": "text/plain; charset=utf-8", ...headers });
  response.end(request.method === "HEAD" ? undefined : `${text}\n`);
}

/** A page of the application is its own document when the build has one, and otherwise the first document. */
function candidates(root: string, name: string, german: boolean): string[] {
  if (extname(name)) return [join(root, name)];
  const documents = name === "/" ? ["index.html"] : [`${name}.html`, "index.html"];
  return documents.map((document) => join(root, german ? "de" : "", document));
}

/** The person's choice, or else the first language that we have, as the browser lists them. */
function isGerman({ headers }: IncomingMessage): boolean {
  const chosen = new RegExp(`(?:^|;)\\s*${languageCookie}=(de|en)\\s*(?:;|$)`).exec(headers.cookie ?? "")?.[1];
  const accepted = /(?:^|,)\s*(de|en)\b/i.exec(headers["accept-language"] ?? "")?.[1];
  return (chosen ?? accepted)?.toLowerCase() === "de";
}

async function firstFile(paths: readonly string[]): Promise<RegularFile | undefined> {
  for (const path of paths) {
    const file = await regularFile(path);
    if (file) return file;
  }
  return undefined;
}

/** The path inside the build, or undefined for one that could name something outside of it or hidden in it. */
function fileName(path: string): string | undefined {
  try {
    const name = decodeURIComponent(path);
    return /\0|\\|\/\./.test(name) ? undefined : name;
  } catch {
    return undefined;
  }
}

async function regularFile(path: string): Promise<RegularFile | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? { path, size: found.size, mtimeMs: Math.round(found.mtimeMs) } : undefined;
}

const acceptsBrotli = (request: IncomingMessage) =>
  /(^|,)\s*br\s*(,|$|;\s*q=(1|0\.\d*[1-9]))/i.test(String(request.headers["accept-encoding"] ?? ""));

const matches = (ifNoneMatch: string | undefined, etag: string) =>
  ifNoneMatch?.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag) ?? false;
