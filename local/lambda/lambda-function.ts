import { randomUUID } from "node:crypto";
import { type FunctionLog, report } from "./function-log.ts";
import { InvocationError } from "./invocation-error.ts";
import { type Sandbox, type SandboxSettings, startSandbox } from "./sandbox.ts";

export interface FunctionSettings {
  name: string;
  entry: URL;
  timeoutSeconds: number;
  memoryMb: number;
  concurrency: number;
  env: Readonly<Record<string, string>>;
  log: FunctionLog;
  /** A sandbox without work for this long is ended. */
  idleSeconds?: number;
  compileCache?: string | undefined;
  workerFile?: URL | undefined;
}

export interface FunctionFigures {
  coldStarts: number;
  lastColdStartMs: number | undefined;
  sandboxes: number;
  running: number;
  waiting: number;
}

export interface LambdaFunction {
  readonly name: string;
  readonly timeoutSeconds: number;
  /** Runs the handler on a JSON copy of `event`. Every way to get no result is an `InvocationError`. */
  invoke(event: unknown): Promise<unknown>;
  /** Has a sandbox loaded before the first event asks for one. */
  warm(): Promise<void>;
  figures(): FunctionFigures;
  /** Ends every sandbox at once and whatever it does, as a machine that fails. Later events get new ones. */
  crash(): Promise<void>;
  /** Lets running events finish for `graceSeconds`, then ends every sandbox. */
  stop(graceSeconds?: number): Promise<void>;
}

interface Waiter {
  resolve(sandbox: Sandbox): void;
  reject(error: unknown): void;
}

const payloadLimitBytes = 6 * 1024 * 1024;
const initSeconds = 30;
/** A busy sandbox is usually free again sooner than a new one has loaded. */
const scaleOutAfterMs = 25;

export function createFunction(settings: FunctionSettings): LambdaFunction {
  const { name, timeoutSeconds, concurrency, log } = settings;
  const idleMs = (settings.idleSeconds ?? 60) * 1000;
  const alive = new Set<Sandbox>();
  const idle = new Map<Sandbox, NodeJS.Timeout>();
  const waiting: Waiter[] = [];
  const running = new Set<Promise<unknown>>();
  let starting = 0;
  let coldStarts = 0;
  let lastColdStartMs: number | undefined;
  let stopped = false;

  async function startOne(): Promise<void> {
    if (stopped || alive.size + starting >= concurrency) return;
    starting += 1;
    const startedAt = performance.now();
    try {
      const sandbox = await startSandbox(sandboxSettings()).finally(() => {
        starting -= 1;
      });
      coldStarts += 1;
      lastColdStartMs = Math.round(performance.now() - startedAt);
      alive.add(sandbox);
      void sandbox.exited.then(() => gone(sandbox));
      if (stopped) await sandbox.terminate();
      else offer(sandbox);
    } catch (error) {
      const waiter = waiting.shift();
      if (waiter) waiter.reject(error);
      else reportFailure(error);
      if (alive.size === 0 && starting === 0 && waiting.length > 0) void startOne();
    }
  }

  function sandboxSettings(): SandboxSettings {
    const { entry, memoryMb, compileCache, workerFile } = settings;
    const env = { AWS_LAMBDA_FUNCTION_NAME: name, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMb), ...settings.env };
    return { functionName: name, entry, memoryMb, initSeconds, env, compileCache, workerFile, log };
  }

  function gone(sandbox: Sandbox): void {
    alive.delete(sandbox);
    clearTimeout(idle.get(sandbox));
    idle.delete(sandbox);
    if (waiting.length > starting) void startOne();
  }

  function offer(sandbox: Sandbox): void {
    if (!sandbox.alive) return;
    const waiter = waiting.shift();
    if (waiter) waiter.resolve(sandbox);
    else {
      const tooIdle = () => {
        idle.delete(sandbox);
        void sandbox.terminate();
      };
      idle.set(sandbox, setTimeout(tooIdle, idleMs).unref());
    }
  }

  async function acquire(): Promise<Sandbox> {
    if (stopped) throw new InvocationError("stopped", `${name} is stopped`);
    const newest = [...idle.keys()].at(-1);
    if (newest) {
      clearTimeout(idle.get(newest));
      idle.delete(newest);
      return newest;
    }
    const { promise, resolve, reject } = Promise.withResolvers<Sandbox>();
    const waiter = { resolve, reject };
    waiting.push(waiter);
    if (alive.size === 0 && starting === 0) void startOne();
    else {
      const stillWaiting = () => waiting.includes(waiter) && starting < waiting.length;
      setTimeout(() => stillWaiting() && void startOne(), scaleOutAfterMs).unref();
    }
    return promise;
  }

  async function invoke(event: unknown): Promise<unknown> {
    const payload = JSON.stringify(event) ?? "null";
    assertFits(payload, "event");
    const requestId = randomUUID();
    const work = invokeOnce(requestId, payload);
    running.add(work);
    try {
      return await work;
    } catch (error) {
      reportFailure(error, requestId);
      throw error;
    } finally {
      running.delete(work);
    }
  }

  async function invokeOnce(requestId: string, event: string): Promise<unknown> {
    const sandbox = await acquire();
    try {
      const result = await sandbox.invoke({ requestId, event, timeoutMs: timeoutSeconds * 1000 });
      assertFits(result, "response");
      return JSON.parse(result);
    } finally {
      offer(sandbox);
    }
  }

  function assertFits(payload: string, what: "event" | "response"): void {
    const bytes = Buffer.byteLength(payload);
    if (bytes <= payloadLimitBytes) return;
    throw new InvocationError(
      `${what}_too_large`,
      `${what} of ${bytes} bytes is over the limit of ${payloadLimitBytes} bytes`,
    );
  }

  function reportFailure(error: unknown, requestId?: string): void {
    if (error instanceof InvocationError && error.failure === "stopped") return;
    const known = error instanceof InvocationError ? { failure: error.failure, detail: error.detail } : {};
    const message = error instanceof Error ? error.message : String(error);
    report(log, name, { level: "error", message, ...known, requestId });
  }

  return {
    name,
    timeoutSeconds,
    invoke,
    async warm() {
      if (alive.size === 0 && starting === 0) await startOne();
    },
    figures: () => ({
      coldStarts,
      lastColdStartMs,
      sandboxes: alive.size,
      running: running.size,
      waiting: waiting.length,
    }),
    async crash() {
      await Promise.all([...alive].map((sandbox) => sandbox.terminate()));
    },
    async stop(graceSeconds = 0) {
      stopped = true;
      for (const waiter of waiting.splice(0)) waiter.reject(new InvocationError("stopped", `${name} is stopped`));
      await settledWithin([...running], graceSeconds);
      await Promise.all([...alive].map((sandbox) => sandbox.terminate()));
    },
  };
}

async function settledWithin(work: readonly Promise<unknown>[], seconds: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, seconds * 1000);
  });
  await Promise.race([Promise.allSettled(work), late]);
  clearTimeout(timer);
}
