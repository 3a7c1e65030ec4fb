import type { Actor } from "#core/kernel/actor.ts";
import type { Db } from "#core/kernel/db.ts";
import type { Ctx, Ports } from "#core/kernel/operation.ts";
import type { Secret } from "#core/kernel/secret.ts";
import type { Needs, QueueName, SecretName } from "../manifest.ts";
import { addresses } from "./addresses.ts";
import { lambdaSettings } from "./aws/aws-service.ts";
import { jsonService } from "./aws/json-service.ts";
import { type ConfigOf, readConfig } from "./config.ts";
import { countChange } from "./metrics.ts";
import { neonDb } from "./neon-db.ts";
import { type Publisher, publisher } from "./publisher.ts";
import { readSecrets } from "./secrets.ts";

/** What a function works with, made once per sandbox. */
export interface Deps {
  db: Db;
  now: () => Date;
  ports: Ports;
  publisher: Publisher;
  /** The context of one invocation. */
  as(actor: Actor, requestId: string): Ctx;
}

export type Runtime = Pick<Deps, "as" | "now">;

/** Ports beyond `addresses`, which every function has. */
type PortsOf<N extends Needs> = (config: ConfigOf<N>, runtime: Runtime) => Partial<Omit<Ports, "addresses">>;

interface UsesDatabase {
  secrets: readonly ["database", ...SecretName[]];
}

interface Outward {
  DATABASE_URL: Secret<string>;
  QUEUE_URLS?: Partial<Record<QueueName, string>>;
}

/** For the top of an entry module: a sandbox that lacks a setting or a secret says so and never gets an event. */
export async function depsFrom<const N extends Needs & UsesDatabase>(
  environment: Readonly<Record<string, string | undefined>>,
  needs: N,
  portsOf: PortsOf<N> = () => ({}),
): Promise<Deps & { config: ConfigOf<N> }> {
  const config = readConfig({ ...environment, ...(await readSecrets(environment, needs.secrets)) }, needs);
  const now = () => new Date();
  // What `UsesDatabase` promises of `config`, which the compiler cannot follow for all needs at once.
  const { DATABASE_URL, QUEUE_URLS = {} } = config as unknown as Outward;
  const db = neonDb({ DATABASE_URL, NEON_PROXY: config.NEON_PROXY });
  const outgoing = publisher({ sqs: jsonService("sqs", lambdaSettings("SQS")), queueUrls: QUEUE_URLS, db, now });
  const { announce } = outgoing;
  const as: Deps["as"] = (actor, requestId) => ({ actor, requestId, db, now, ports, announce, committed: countChange });
  const ports = granted({ addresses: addresses(config), ...portsOf(config, { as, now }) });
  return { config, db, now, ports, publisher: outgoing, as };
}

/** A port that a function was not given is a mistake in its needs, and is told as one. */
const granted = (ports: Partial<Ports>): Ports =>
  new Proxy(ports, {
    get(target, name) {
      if (typeof name === "symbol" || name in target) return Reflect.get(target, name);
      throw new Error(`The port ${name} is not among those of this function: see its needs in functions/manifest.ts.`);
    },
    // What is absent throws.
  }) as Ports;
