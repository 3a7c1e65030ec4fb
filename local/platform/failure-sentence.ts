import { InvocationError } from "../lambda/invocation-error.ts";

/** What went wrong, as one sentence with a way out, for the person who typed `npm start`. */
export function sentenceFor(error: unknown, dataDir: string): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const sentence = known(cause, dataDir);
    if (sentence) return sentence;
  }
  const message = error instanceof Error ? error.message : String(error);
  const [firstLine = ""] = message.split("\n");
  return `Rookery could not start: ${firstLine.replace(/\.$/, "")} (details in ${dataDir}/last-failure.log).`;
}

function known(error: Error, dataDir: string): string | undefined {
  const { code, path } = error as NodeJS.ErrnoException;
  const port = /^Port (\d+) on 127\.0\.0\.1 is in use/.exec(error.message)?.[1];
  if (port) return `Port ${port} is in use by another program: choose others with --port N.`;
  if (code === "ENOSPC" || code === "EDQUOT") return `The disk is full: Rookery cannot write to ${dataDir}.`;
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") {
    if (path && !path.startsWith(dataDir)) return `Rookery may not write to ${path}: check who owns it.`;
    return `Rookery may not write to ${dataDir}: choose another directory with --data DIR.`;
  }
  if (code === "ENOTDIR" || code === "EEXIST") return `${dataDir} is not a directory: choose another with --data DIR.`;
  if (code === "ERR_MODULE_NOT_FOUND") {
    const name = /Cannot find package '([^']+)'/.exec(error.message)?.[1];
    if (name) return `The package ${name} is missing: run npm ci, then npm start.`;
  }
  if (error instanceof InvocationError) return `${error.message.split("\n")[0]} (see ${dataDir}/functions.log).`;
  if (error.name === "DataInUse") return error.message;
  return undefined;
}
