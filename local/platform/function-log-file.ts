import { createWriteStream } from "node:fs";
import { rename, stat } from "node:fs/promises";
import type { FunctionLog, FunctionLogLine } from "../lambda/function-log.ts";

export interface FunctionLogFile {
  write: FunctionLog;
  close(): Promise<void>;
}

const keepBytes = 20 * 1024 * 1024;

/** What functions print, as JSON lines with their name and the time. One older file is kept. */
export async function openFunctionLog(file: string): Promise<FunctionLogFile> {
  const size = await stat(file).then(
    (found) => found.size,
    () => 0,
  );
  if (size > keepBytes) await rename(file, `${file}.1`);
  const stream = createWriteStream(file, { flags: "a", mode: 0o600 });
  // A full disk must not take the platform down with it.
  stream.on("error", () => {});
  return {
    write: (line) => void stream.write(`${JSON.stringify(entryOf(line))}\n`),
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}

function entryOf({ functionName, source, text }: FunctionLogLine): Record<string, unknown> {
  return { time: new Date().toISOString(), function: functionName, source, ...parsed(text) };
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Not one of our lines; its text is all there is.
  }
  return { message: text };
}
