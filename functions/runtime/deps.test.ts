import { glob, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { testEnvironment } from "../bundle/test-environment.ts";
import { type FunctionName, functions } from "../manifest.ts";
import { depsFrom } from "./deps.ts";
import { keys, mailer, nodeReads, nodes, payments } from "./ports.ts";

const database = { secrets: ["database"] } as const;

test("a port that a function was not given is told as a mistake in its needs, and those given are there", async () => {
  const { ports } = await depsFrom(testEnvironment, functions.payments.needs, payments);
  expect(ports.payments).toBeDefined();
  expect(ports.addresses.publicUrl).toBe(testEnvironment.PUBLIC_URL);
  expect(() => ports.mailer).toThrow("The port mailer is not among those of this function");
});

test("what the needs do not grant does not compile", async () => {
  // @ts-expect-error payments take Stripe's key
  await depsFrom(testEnvironment, database, payments);
  // @ts-expect-error mail takes the mail server's login
  await depsFrom(testEnvironment, database, mailer);
  // @ts-expect-error keys take the key that wraps them
  await depsFrom(testEnvironment, database, keys);
  // @ts-expect-error nodes take the key that opens the platform's SSH key
  await depsFrom(testEnvironment, database, nodes);
  // @ts-expect-error reads from nodes take the name of the function that makes them
  await depsFrom(testEnvironment, database, (config) => nodeReads(config));
  // @ts-expect-error every function works on the database
  const without = depsFrom(testEnvironment, { secrets: ["stripe"] });
  await expect(without).rejects.toThrow();
});

/** The port that each need is there for: one that is granted and not used is too much. */
const portOf = {
  stripe: /\bpayments\b/,
  smtp: /\bmailer\b/,
  seals: /\b(keys|nodes)\b/,
  nodes: /\bnodes\b/,
  invokes: /\bnodeReads\b/,
};

test.each(Object.keys(functions) as FunctionName[])("%s uses every port that its needs pay for", async (name) => {
  const { entry, needs } = functions[name];
  const text = await readFile(entry, "utf8");
  const granted = [...needs.secrets, ...Object.keys(needs)].filter(
    (need): need is keyof typeof portOf => need in portOf,
  );
  const call = /depsFrom\([\s\S]*?\n?\);/.exec(text)?.[0] ?? "";
  for (const need of granted) expect(call.replace(/functions\S*needs/, ""), need).toMatch(portOf[need]);
});

test("every entry takes the needs of its own function", async () => {
  const entries = new Map(Object.entries(functions).map(([name, { entry }]) => [entry as string, name]));
  for await (const file of glob("functions/**/*.ts")) {
    const text = await readFile(file, "utf8");
    const taken = /depsFrom\(process\.env, functions(?:\.(\w+)|\["([\w-]+)"\])\.needs/.exec(text);
    if (taken) expect(taken[1] ?? taken[2], file).toBe(entries.get(file));
  }
});
