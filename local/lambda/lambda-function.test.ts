import { afterEach, describe, expect, test } from "vitest";
import type { FunctionLogLine } from "./function-log.ts";
import { createFunction, type FunctionSettings, type LambdaFunction } from "./lambda-function.ts";

const started: LambdaFunction[] = [];
const lines: FunctionLogLine[] = [];

function givenFunction(settings: Partial<FunctionSettings> = {}): LambdaFunction {
  const created = createFunction({
    name: "echo",
    entry: new URL("./test-handlers/echo.ts", import.meta.url),
    timeoutSeconds: 5,
    memoryMb: 64,
    concurrency: 2,
    env: { GREETING: "hello" },
    log: (line) => lines.push(line),
    ...settings,
  });
  started.push(created);
  return created;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((created) => created.stop()));
  lines.length = 0;
});

const logged = (source: FunctionLogLine["source"]) =>
  lines.filter((l) => l.source === source).map((l) => JSON.parse(l.text));

describe("an invocation", () => {
  test("gets a JSON copy of the event, and a context with its name, its own id and the time left", async () => {
    const echo = givenFunction();
    const event = { text: "hi", at: new Date(0), dropped: undefined };
    const first = await echo.invoke(event);
    const second = await echo.invoke(event);

    expect(first).toMatchObject({
      functionName: "echo",
      event: { text: "hi", at: "1970-01-01T00:00:00.000Z" },
      remainingMs: expect.any(Number),
    });
    const { remainingMs, requestId } = first as { remainingMs: number; requestId: string };
    expect(remainingMs).toBeGreaterThan(1000);
    expect(remainingMs).toBeLessThanOrEqual(5000);
    expect(second).not.toMatchObject({ requestId });
  });

  test("sees its function's environment and nothing of the host's", async () => {
    const env = await givenFunction().invoke({ do: "env" });
    expect(env).toMatchObject({ GREETING: "hello", AWS_LAMBDA_FUNCTION_NAME: "echo" });
    expect(env).not.toHaveProperty("PATH");
    expect(env).not.toHaveProperty("HOME");
  });

  test("reuses a warm sandbox, and starts another only while all are busy", async () => {
    const echo = givenFunction();
    await echo.invoke({});
    expect(await echo.invoke({})).toMatchObject({ calls: 2 });
    expect(echo.figures()).toMatchObject({ coldStarts: 1, sandboxes: 1 });

    await Promise.all([echo.invoke({ waitMs: 600 }), echo.invoke({ waitMs: 600 })]);
    expect(echo.figures()).toMatchObject({ coldStarts: 2, sandboxes: 2 });
  });

  test("waits its turn over the concurrency limit, and every one is answered", async () => {
    const echo = givenFunction({ concurrency: 2 });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => echo.invoke({ text: `${n}`, waitMs: 5 })));
    expect(answers.map((a) => (a as { event: { text: string } }).event.text)).toEqual(
      Array.from({ length: 20 }, (_, n) => `${n}`),
    );
    expect(echo.figures().sandboxes).toBeLessThanOrEqual(2);
  });

  test("over 6 MB in or out is refused", async () => {
    const echo = givenFunction();
    await expect(echo.invoke({ text: "x".repeat(6 * 1024 * 1024) })).rejects.toMatchObject({
      failure: "event_too_large",
    });
    await expect(echo.invoke({ do: "large-result" })).rejects.toMatchObject({ failure: "response_too_large" });
    expect(await echo.invoke({ text: "x".repeat(5 * 1024 * 1024) })).toMatchObject({ functionName: "echo" });
  });
});

describe("a failure", () => {
  test("of the handler reaches the caller, is logged whole, and keeps the sandbox", async () => {
    const echo = givenFunction();
    await expect(echo.invoke({ do: "throw" })).rejects.toMatchObject({
      failure: "threw",
      message: "PaymentRefused: no",
    });
    const [entry] = logged("host");
    expect(entry).toMatchObject({ level: "error", requestId: expect.any(String) });
    expect(entry.detail).toContain("ref-7");
    expect(entry.detail).toContain("the bank said no");
    expect(entry.detail).toContain("echo.ts:");
    expect(await echo.invoke({})).toMatchObject({ calls: 2 });
  });

  test.each(["exit", "reject-unheard"])(
    "that ends the sandbox (%s) hits one event; the next finds a new one",
    async (what) => {
      const echo = givenFunction();
      await expect(echo.invoke({ do: what })).rejects.toMatchObject({ failure: "exited" });
      expect(await echo.invoke({})).toMatchObject({ calls: 1 });
      expect(echo.figures().coldStarts).toBe(2);
    },
  );

  test("nobody awaited is logged whole", async () => {
    await expect(givenFunction().invoke({ do: "reject-unheard" })).rejects.toMatchObject({ failure: "exited" });
    expect(logged("host")[0].detail).toContain("nobody awaited this");
  });

  test("to finish in time ends the sandbox, even in a loop that never yields", async () => {
    const echo = givenFunction({ timeoutSeconds: 0.5 });
    await expect(echo.invoke({ do: "hang" })).rejects.toMatchObject({
      failure: "timed_out",
      message: "Task timed out after 0.50 seconds",
    });
    expect(await echo.invoke({})).toMatchObject({ calls: 1 });
  });

  test("to load reaches each waiting caller", async () => {
    const broken = givenFunction({ entry: new URL("./test-handlers/broken-import.ts", import.meta.url) });
    const outcomes = await Promise.allSettled([broken.invoke({}), broken.invoke({})]);
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({
        status: "rejected",
        reason: { failure: "init_failed", message: expect.stringContaining("the configuration is incomplete") },
      });
    }
  });
});

test("what a function prints reaches the log with its name", async () => {
  await givenFunction({ name: "mail" }).invoke({ do: "log", text: "sent" });
  await expect
    .poll(() => lines)
    .toContainEqual({
      functionName: "mail",
      source: "stdout",
      text: '{"level":"info","message":"sent"}',
    });
});

test("an idle sandbox is ended, and the next event starts a new one", async () => {
  const echo = givenFunction({ idleSeconds: 0.05 });
  await echo.invoke({});
  await expect.poll(() => echo.figures().sandboxes).toBe(0);
  expect(await echo.invoke({})).toMatchObject({ calls: 1 });
});

test("a warmed function answers its first event without a cold start", async () => {
  const echo = givenFunction();
  await echo.warm();
  expect(echo.figures()).toMatchObject({ coldStarts: 1, lastColdStartMs: expect.any(Number) });
  await echo.invoke({});
  expect(echo.figures().coldStarts).toBe(1);
});

test("stop lets a running event finish within the grace, and refuses new ones", async () => {
  const echo = givenFunction();
  await echo.warm();
  const running = echo.invoke({ waitMs: 100, text: "last" });
  const stopped = echo.stop(5);
  await expect(echo.invoke({})).rejects.toMatchObject({ failure: "stopped" });
  expect(await running).toMatchObject({ event: { text: "last" } });
  await stopped;
  expect(echo.figures().sandboxes).toBe(0);
});
