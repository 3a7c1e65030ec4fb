import { spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore } from "./store.ts";
import { startStripe } from "./stripe.ts";
import { clientOf, secretKey } from "./stripe-under-test.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "stripe-store-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

const card = (id: string, name = "visa") => ({ id, card: name });

test("a transaction that fails leaves nothing, in memory and on disk", () => {
  const store = openStore(dir);
  const { testCards } = store.data;
  store.transact(() => [testCards.put(card("a")), testCards.put(card("b")), testCards.put(card("c"))]);
  const fail = () => {
    testCards.put(card("a", "amex"));
    testCards.remove("b");
    testCards.put(card("b", "amex"));
    testCards.remove("a");
    testCards.put(card("d"));
    throw new Error("no");
  };
  expect(() => store.transact(fail)).toThrow("no");
  const kept = [card("a"), card("b"), card("c")];
  expect(testCards.oldestFirst()).toEqual(kept);
  store.close();
  expect(openStore(dir).data.testCards.oldestFirst()).toEqual(kept);
});

test("nothing is written outside a transaction", () => {
  const { testCards } = openStore(dir).data;
  expect(() => testCards.put(card("a"))).toThrow("outside a transaction");
});

test("a torn last line is dropped, and what follows is whole again", () => {
  const first = openStore(dir);
  first.transact(() => first.data.testCards.put(card("a")));
  first.close();
  appendFileSync(join(dir, "journal.jsonl"), '[["testCards","b",{"id":"b","ca');
  const second = openStore(dir);
  expect(second.data.testCards.oldestFirst()).toEqual([card("a")]);
  second.transact(() => second.data.testCards.put(card("c")));
  second.close();
  expect(openStore(dir).data.testCards.oldestFirst()).toEqual([card("a"), card("c")]);
});

test("damage elsewhere is named, and nothing is overwritten", () => {
  const path = join(dir, "journal.jsonl");
  openStore(dir).close();
  appendFileSync(path, "nonsense\n[]\n");
  const before = readFileSync(path, "utf8");
  expect(() => openStore(dir)).toThrow("journal.jsonl is damaged at line 2");
  expect(readFileSync(path, "utf8")).toBe(before);
  writeFileSync(path, '{"format":"something else"}\n');
  expect(() => openStore(dir)).toThrow("written by another version");
});

test("the journal holds the present, not the past, after a restart", () => {
  const first = openStore(dir);
  for (let n = 0; n < 100; n += 1) first.transact(() => first.data.testCards.put(card("a", `card${n}`)));
  first.close();
  openStore(dir).close();
  expect(readFileSync(join(dir, "journal.jsonl"), "utf8").split("\n")).toHaveLength(3);
});

test("kill -9 in the middle of payments loses none that was answered and doubles none that is repeated", async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, "stripe-process.ts"), dir, secretKey], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: child.stdout }));
  const doomed = clientOf(Number(line));
  const answered = new Map<string, string>();
  const begun: string[] = [];
  const pay = async (stripe: typeof doomed, idempotencyKey: string) => {
    const params = { amount: 1400, currency: "eur", confirm: true, payment_method: "pm_card_visa" };
    answered.set(idempotencyKey, (await stripe.paymentIntents.create(params, { idempotencyKey })).id);
  };
  const lane = async (name: string) => {
    for (let n = 0; ; n += 1) {
      begun.push(`${name}${n}`);
      await pay(doomed, `${name}${n}`);
      if (answered.size >= 40) child.kill("SIGKILL");
    }
  };
  await Promise.allSettled(["a", "b", "c", "d"].map(lane));
  expect(answered.size).toBeGreaterThanOrEqual(40);

  const local = await startStripe({ dir, secretKey });
  const stripe = clientOf(local.port);
  const before = new Map(answered);
  for (const key of begun) await pay(stripe, key);
  for (const [key, id] of before) expect(answered.get(key)).toBe(id);
  const charges = await stripe.charges.list({ limit: 100 });
  expect(charges.data).toHaveLength(begun.length);
  expect(new Set(charges.data.map(({ payment_intent }) => payment_intent)).size).toBe(begun.length);
  await local.stop();
});

const once = (lines: ReturnType<typeof createInterface>) =>
  new Promise<[string]>((resolve) => lines.once("line", (line) => resolve([line])));
