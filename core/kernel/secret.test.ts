import { Console } from "node:console";
import { Writable } from "node:stream";
import { format, inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { Secret } from "./secret.ts";

const plain = "swordfish-and-chips";
const secret = new Secret(plain);

function printed(write: (out: Console) => void): string {
  const chunks: string[] = [];
  const stdout = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(String(chunk));
      done();
    },
  });
  write(new Console({ stdout, stderr: stdout }));
  return chunks.join("");
}

test("reveal gives the value back unchanged", () => {
  const value = { user: "anna", token: plain };
  expect(new Secret(value).reveal()).toBe(value);
});

describe("the value does not appear", () => {
  const shown: Record<string, () => string> = {
    "in a template string": () => `password=${secret}`,
    "in a concatenation": () => "password=".concat(secret as unknown as string),
    "when converted to a string": () => String(secret),
    "in JSON, at any depth": () => JSON.stringify({ a: [{ secret }], secret }),
    "in JSON as an object key": () => JSON.stringify({ [secret as unknown as string]: 1 }),
    "in util.inspect, at any depth and with hidden properties shown": () =>
      inspect({ a: new Map([["k", { secret }]]) }, { depth: null, showHidden: true, getters: true }),
    "in util.inspect with custom inspection switched off": () =>
      inspect(secret, { customInspect: false, showHidden: true }),
    "in util.format": () => format("%s %o %O %j", secret, secret, secret, secret),
    "in console output": () =>
      printed((out) => {
        out.log(secret);
        out.error({ secret });
        out.dir(secret, { showHidden: true });
        out.table([{ secret }]);
      }),
    "in a structured log line": () => JSON.stringify({ level: "error", context: { password: secret, list: [secret] } }),
    "in an error whose cause holds it": () => {
      const error = new Error("sign-in failed", { cause: new Error("inner", { cause: { secret } }) });
      return `${inspect(error, { depth: null })} ${error.stack} ${format("%s", error)}`;
    },
    "in an error message": () => new TypeError(`bad ${secret}`).message,
    "in an error that carries it as a property": () =>
      inspect(Object.assign(new Error("x"), { secret }), { depth: null }),
    "in a structured clone, as sent to a worker": () => inspect(structuredClone({ secret }), { depth: null }),
    "in a spread copy": () => JSON.stringify({ ...secret }) + Object.getOwnPropertyNames(secret).join(),
  };
  for (const [where, show] of Object.entries(shown)) {
    test(where, () => {
      const text = show();
      expect(text).not.toContain(plain);
      expect(text.length).toBeGreaterThan(0);
    });
  }
});

test("what is shown instead says that something was withheld", () => {
  expect([`${secret}`, JSON.stringify(secret), inspect(secret), inspect(new Error("x", { cause: secret }))]).toEqual([
    "[redacted]",
    '"[redacted]"',
    "[redacted]",
    expect.stringContaining("[cause]: [redacted]"),
  ]);
});
