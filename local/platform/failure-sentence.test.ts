import { expect, test } from "vitest";
import { InvocationError } from "../lambda/invocation-error.ts";
import { sentenceFor } from "./failure-sentence.ts";

const withCode = (code: string, message = code) => Object.assign(new Error(message), { code });

test.each([
  [
    new Error("Port 4101 on 127.0.0.1 is in use."),
    "Port 4101 is in use by another program: choose others with --port N.",
  ],
  [withCode("ENOSPC"), "The disk is full: Rookery cannot write to /data."],
  [withCode("EROFS"), "Rookery may not write to /data: choose another directory with --data DIR."],
  [
    new Error("initdb failed", { cause: withCode("EACCES") }),
    "Rookery may not write to /data: choose another directory with --data DIR.",
  ],
  [
    Object.assign(withCode("EACCES"), { path: "/app/.cache/web" }),
    "Rookery may not write to /app/.cache/web: check who owns it.",
  ],
  [withCode("EEXIST"), "/data is not a directory: choose another with --data DIR."],
  [
    withCode("ERR_MODULE_NOT_FOUND", "Cannot find package 'ws' imported from x"),
    "The package ws is missing: run npm ci, then npm start.",
  ],
  [new InvocationError("threw", "seed: no\nmore"), "seed: no (see /data/functions.log)."],
  [
    new Error("something new\nwith detail"),
    "Rookery could not start: something new (details in /data/last-failure.log).",
  ],
])("%s is told in one sentence", (error, sentence) => {
  expect(sentenceFor(error, "/data")).toBe(sentence);
});
