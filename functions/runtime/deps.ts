import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SQSClient } from "@aws-sdk/client-sqs";
import { stripePayments } from "#core/billing/stripe-payments.ts";
import type { Actor } from "#core/kernel/actor.ts";
import { KeyRing } from "#core/kernel/data-key.ts";
import type { Db } from "#core/kernel/db.ts";
import type { Ctx, Ports } from "#core/kernel/operation.ts";
import { openPlatformKey } from "#core/nodes/index.ts";
import { sshShells } from "#core/nodes/ssh-shell.ts";
import { longOperations } from "#core/provisioning/index.ts";
import { addresses } from "./addresses.ts";
import { type Config, readConfig } from "./config.ts";
import { kmsKeyProtection } from "./kms-key-protection.ts";
import { lambdaNodeReads } from "./lambda-node-reads.ts";
import { neonDb } from "./neon-db.ts";
import { type Publisher, publisher } from "./publisher.ts";
import { smtpMailer } from "./smtp-mailer.ts";

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
    keys: new KeyRing({ protection: kmsKeyProtection(new KMSClient({}), config.KMS_KEY_ID), now }),
    longOperations,
    mailer: smtpMailer(config),
    nodes: sshShells({ privateKey: () => openPlatformKey(as({ type: "system", job: "ssh" }, "ssh"), {}) }),
    nodeReads: lambdaNodeReads(new LambdaClient({}), config.NODE_FUNCTION),
    payments: stripePayments({ secretKey: config.STRIPE_SECRET_KEY, apiBase: config.STRIPE_API_BASE }),
  };
  return { config, db, now, ports, publisher: outgoing, as };
}
