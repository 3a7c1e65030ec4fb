import { SQSClient } from "@aws-sdk/client-sqs";
import type { Actor } from "#core/kernel/actor.ts";
import { KeyRing } from "#core/kernel/data-key.ts";
import type { Db } from "#core/kernel/db.ts";
import type { Ctx, Ports } from "#core/kernel/operation.ts";
import { openPlatformKey } from "#core/nodes/index.ts";
import { longOperations } from "#core/provisioning/index.ts";
import { addresses } from "./addresses.ts";
import { type Config, readConfig } from "./config.ts";
import { lazy } from "./lazy.ts";
import { neonDb } from "./neon-db.ts";
import { type Publisher, publisher } from "./publisher.ts";

/** What a function works with, made once per sandbox. */
export interface Deps {
  config: Config;
  db: Db;
  now: () => Date;
  ports: Ports;
  publisher: Publisher;
  /** The context of one invocation. */
  as(actor: Actor, requestId: string): Ctx;
}

export function depsFrom(environment: Record<string, string | undefined>): Deps {
  const config = readConfig(environment);
  const now = () => new Date();
  const db = neonDb(config);
  const outgoing = publisher({ sqs: new SQSClient({}), queueUrls: config.QUEUE_URLS, db, now });
  const as: Deps["as"] = (actor, requestId) => ({ actor, requestId, db, now, ports, announce: outgoing.announce });
  const ports: Ports = {
    addresses: addresses(config),
    keys: new KeyRing({ protection: keyProtection(config), now }),
    longOperations,
    mailer: lazy(async () => (await import("./smtp-mailer.ts")).smtpMailer(config)),
    nodeReads: lazy(async () => {
      const [{ LambdaClient }, { lambdaNodeReads }] = await Promise.all([
        import("@aws-sdk/client-lambda"),
        import("./lambda-node-reads.ts"),
      ]);
      return lambdaNodeReads(new LambdaClient({}), config.NODE_FUNCTION);
    }),
    nodes: nodes(() => openPlatformKey(as({ type: "system", job: "ssh" }, "ssh"), {})),
    payments: lazy(async () => {
      const { stripePayments } = await import("#core/billing/stripe-payments.ts");
      return stripePayments({ secretKey: config.STRIPE_SECRET_KEY, apiBase: config.STRIPE_API_BASE });
    }),
  };
  return { config, db, now, ports, publisher: outgoing, as };
}

const keyProtection = ({ KMS_KEY_ID }: Config) =>
  lazy(async () => {
    const [{ KMSClient }, { kmsKeyProtection }] = await Promise.all([
      import("@aws-sdk/client-kms"),
      import("./kms-key-protection.ts"),
    ]);
    return kmsKeyProtection(new KMSClient({}), KMS_KEY_ID);
  });

function nodes(privateKey: () => ReturnType<typeof openPlatformKey>): Ports["nodes"] {
  const shells = async () => (await import("#core/nodes/ssh-shell.ts")).sshShells({ privateKey });
  let loaded: ReturnType<typeof shells> | undefined;
  const load = () => {
    loaded ??= shells();
    return loaded;
  };
  return {
    on: (address) => ({
      primitive: async (name, input, options) => (await load()).on(address).primitive(name, input, options),
    }),
    close: async () => (await loaded)?.close(),
  };
}
