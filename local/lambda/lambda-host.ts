import { SQSClient } from "@aws-sdk/client-sqs";
import type { ManifestFunction, QueueName, Trigger } from "#functions/manifest.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { type EventSource, startEventSource } from "./event-source.ts";
import type { FunctionLog } from "./function-log.ts";
import type { HttpRoute } from "./gateway.ts";
import { createFunction, type LambdaFunction } from "./lambda-function.ts";
import { type ScheduledFunction, type Scheduler, startScheduler } from "./scheduler.ts";

export interface LambdaHostOptions {
  functions: Readonly<Record<string, ManifestFunction>>;
  environmentOf(name: string, definition: ManifestFunction): Readonly<Record<string, string>>;
  sqs: { endpoint: string; region: string; queueUrls: Readonly<Record<string, string>> };
  scheduleFile: string;
  /** The module with a function's handler: its bundle, or its source. */
  entryOf(name: string): URL;
  compileCache?: string;
  workerFile?: URL;
  log: FunctionLog;
}

export interface LambdaHost {
  functions: ReadonlyMap<string, LambdaFunction>;
  routes: readonly HttpRoute[];
  scheduler: Scheduler;
  /** Lets what runs finish for `graceSeconds`. */
  stop(graceSeconds?: number): Promise<void>;
}

const httpConcurrency = 4;
const otherConcurrency = 2;
/** People wait for an API that has to load; nobody waits for a schedule. */
const idleSeconds = { http: 600, queue: 30, schedule: 1, invoked: 30 };

/** Every function of the manifest with its trigger: HTTP prefixes to mount, queues, the table of schedules. */
export async function startLambdaHost(options: LambdaHostOptions): Promise<LambdaHost> {
  refuseProduction("Lambda host");
  const { environmentOf, log, entryOf, compileCache, workerFile } = options;
  const functions = new Map<string, LambdaFunction>();
  const routes: HttpRoute[] = [];
  const table: ScheduledFunction[] = [];
  const sources: EventSource[] = [];
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const sqs = new SQSClient({ endpoint: options.sqs.endpoint, region: options.sqs.region, credentials });

  function sourceOf(target: LambdaFunction, queue: QueueName, batchSize: number, concurrency: number): EventSource {
    const queueUrl = options.sqs.queueUrls[queue];
    if (queueUrl === undefined) throw new Error(`The queue ${queue} of ${target.name} does not exist.`);
    const queueArn = `arn:aws:sqs:${options.sqs.region}:000000000000:${queue}`;
    return startEventSource({ sqs, queueUrl, queueArn, target, batchSize, concurrency, log });
  }

  for (const [name, definition] of Object.entries(options.functions)) {
    const { timeoutSeconds, memoryMb, trigger } = definition;
    // This machine's database is prepared where it is started.
    if ("deploy" in trigger) continue;
    const concurrency =
      "concurrency" in trigger ? trigger.concurrency : "http" in trigger ? httpConcurrency : otherConcurrency;
    const entry = entryOf(name);
    const env = environmentOf(name, definition);
    const limits = { timeoutSeconds, memoryMb, concurrency, idleSeconds: idleSecondsOf(trigger) };
    const target = createFunction({ name, entry, ...limits, env, log, compileCache, workerFile });
    functions.set(name, target);
    if ("http" in trigger) routes.push({ prefix: trigger.http, target });
    if ("queue" in trigger) sources.push(sourceOf(target, trigger.queue, trigger.batchSize, trigger.concurrency));
    if ("schedule" in trigger) table.push({ expression: trigger.schedule, target });
  }
  const scheduler = await startScheduler({ table, stateFile: options.scheduleFile, settleSeconds: 10 });
  return {
    functions,
    routes,
    scheduler,
    async stop(graceSeconds = 0) {
      const idle = Promise.all([scheduler.stop(), ...sources.map((source) => source.stop())]);
      await Promise.all([...functions.values()].map((target) => target.stop(graceSeconds)));
      await idle;
      sqs.destroy();
    },
  };
}

const idleSecondsOf = (trigger: Trigger): number =>
  "http" in trigger
    ? idleSeconds.http
    : "queue" in trigger
      ? idleSeconds.queue
      : "schedule" in trigger
        ? idleSeconds.schedule
        : idleSeconds.invoked;
