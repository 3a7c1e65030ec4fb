import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { longOperations } from "../provisioning/index.ts";
import { families } from "./audit.state.ts";
import { fields } from "./fields.ts";
import { sentences } from "./sentences.ts";

const core = join(import.meta.dirname, "..");
const sources = readdirSync(core, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !/(\.test|\.sql|\/(test|fake)-[\w-]+)\.ts$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(core, file), "utf8") }));

/** Every action that code can write: commands, ends of long operations, and what is recorded by hand. */
async function actions(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { file, text } of sources) {
    if (/\b(provider)?command\(/i.test(text)) {
      const exported = Object.values((await import(join(core, file))) as Record<string, unknown>);
      for (const one of exported) {
        if (typeof one === "function" && "kind" in one && one.kind === "command") found.set(one.name, file);
      }
    }
    if (!/\brecord\b[^;]*from "[./]+(kernel\/)?operation\.ts"/.test(text)) continue;
    for (const [, action = ""] of text.matchAll(/\(scope, "(\w+\.\w+)"/g)) found.set(action, file);
  }
  for (const kind of longOperations.keys()) {
    for (const state of ["succeeded", "failed"]) found.set(`${kind}.${state}`, "core/provisioning");
  }
  return found;
}

describe("the table of sentences", () => {
  test("has one for every action that any code can write", async () => {
    const all = await actions();
    expect(all.size).toBeGreaterThan(45);
    for (const known of ["order.place", "service.provision.failed", "queue.discard_begun"]) {
      expect([...all.keys()]).toContain(known);
    }
    const missing = [...all].filter(([action]) => !Object.hasOwn(sentences, action));
    expect(missing, "add them to core/audit/sentences/").toEqual([]);
  });

  test("finds each command of a module, whether or not the module shows it to others", async () => {
    const all = await actions();
    const declared = sources.flatMap(({ text }) =>
      [...text.matchAll(/ (?:provider)?command\(\{\s+name: "([\w.]+)"/gi)].map(([, name = ""]) => name),
    );
    expect(declared.length).toBeGreaterThan(35);
    expect(declared.filter((name) => !all.has(name))).toEqual([]);
  });

  test("speaks of families that can be filtered by, and fills only what is known", () => {
    for (const [action, { says }] of Object.entries(sentences)) {
      expect(Object.keys(families), action).toContain(action.split(".")[0]);
      const templates = typeof says === "string" ? [says] : [says({ before: {}, after: {} })];
      for (const template of templates) {
        expect(template.replaceAll(/\{(actor|target|(before|after)\.\w+)\}/g, ""), action).not.toMatch(/[{}<>]/);
        expect(template, action).not.toMatch(/\.$|^\s|\s$/);
      }
    }
  });

  test("shows no field that could open anything", () => {
    for (const name of Object.keys(fields)) {
      expect(name).not.toMatch(/secret|password|hash|token|private|otp|recovery|code|digest|^key|sealed|cookie|seed/i);
    }
  });
});
