import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import type { FunctionLog } from "./function-log.ts";
import { InvocationError } from "./invocation-error.ts";
import type { RemoteError, SandboxData, SandboxMessage } from "./sandbox-protocol.ts";

export interface SandboxSettings {
  functionName: string;
  entry: URL;
  memoryMb: number;
  initSeconds: number;
  env: Readonly<Record<string, string>>;
  compileCache?: string | undefined;
  /** Compiled, so that no sandbox has to load Node's TypeScript support for it. */
  workerFile?: URL | undefined;
  log: FunctionLog;
}

export interface SandboxCall {
  requestId: string;
  event: string;
  timeoutMs: number;
}

/**
 * One worker thread with its own heap, modules and environment. It serves one event at a time.
 * A thread is no wall against running out of memory: V8 may then end the whole process.
 */
export interface Sandbox {
  readonly alive: boolean;
  readonly exited: Promise<void>;
  invoke(call: SandboxCall): Promise<string>;
  terminate(): Promise<void>;
}

const workerSource = new URL("./sandbox-worker.ts", import.meta.url);

/** Resolves once the entry module is loaded: what an invocation waits for in a cold start. */
export async function startSandbox(settings: SandboxSettings): Promise<Sandbox> {
  const { functionName, log } = settings;
  const workerData: SandboxData = {
    functionName,
    entry: settings.entry.href,
    memoryMb: settings.memoryMb,
    compileCache: settings.compileCache,
  };
  const worker = new Worker(settings.workerFile ?? workerSource, {
    name: functionName,
    workerData,
    env: { ...settings.env },
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: settings.memoryMb },
    stdout: true,
    stderr: true,
  });
  createInterface({ input: worker.stdout }).on("line", (text) => log({ functionName, source: "stdout", text }));
  createInterface({ input: worker.stderr }).on("line", (text) => log({ functionName, source: "stderr", text }));

  let alive = true;
  let crash: RemoteError | undefined;
  worker.on("error", (error: Error) => {
    crash = { name: error.name, message: error.message, detail: error.stack ?? error.message };
  });
  worker.on("message", (message: SandboxMessage) => {
    if (message.type === "crash") crash = message.error;
  });
  const exited = new Promise<void>((resolve) => {
    worker.once("exit", () => {
      alive = false;
      resolve();
    });
  });
  const exitError = (code: number) =>
    new InvocationError(
      "exited",
      `${functionName} exited with code ${code}${crash ? `: ${crash.message}` : ""}`,
      crash?.detail,
    );

  await ready();
  return {
    get alive() {
      return alive;
    },
    exited,
    invoke,
    terminate: async () => void (await worker.terminate()),
  };

  function ready(): Promise<void> {
    return new Promise((resolve, reject) => {
      const late = () => {
        void worker.terminate();
        fail(new InvocationError("init_failed", `${functionName} was not loaded within ${settings.initSeconds} s`));
      };
      const timer = setTimeout(late, settings.initSeconds * 1000);
      const exit = (code: number) => {
        const { message, detail } = exitError(code);
        fail(new InvocationError("init_failed", message, detail));
      };
      function settled() {
        clearTimeout(timer);
        worker.off("message", loaded);
        worker.off("exit", exit);
      }
      function fail(error: InvocationError) {
        settled();
        reject(error);
      }
      function loaded(message: SandboxMessage) {
        if (message.type !== "ready") return;
        settled();
        resolve();
      }
      worker.on("message", loaded);
      worker.on("exit", exit);
    });
  }

  function invoke({ requestId, event, timeoutMs }: SandboxCall): Promise<string> {
    return new Promise((resolve, reject) => {
      if (!alive) return reject(new InvocationError("exited", `${functionName} has already exited`));
      const timer = setTimeout(() => {
        settled();
        alive = false;
        const seconds = (timeoutMs / 1000).toFixed(2);
        reject(new InvocationError("timed_out", `Task timed out after ${seconds} seconds`));
        void worker.terminate();
      }, timeoutMs);
      const exit = (code: number) => {
        settled();
        reject(exitError(code));
      };
      function settled() {
        clearTimeout(timer);
        worker.off("message", answered);
        worker.off("exit", exit);
      }
      function answered(message: SandboxMessage) {
        if (!("requestId" in message) || message.requestId !== requestId) return;
        settled();
        if (message.type === "result") resolve(message.result);
        else
          reject(new InvocationError("threw", `${message.error.name}: ${message.error.message}`, message.error.detail));
      }
      worker.on("message", answered);
      worker.on("exit", exit);
      worker.postMessage({ requestId, event, deadline: Date.now() + timeoutMs });
    });
  }
}
