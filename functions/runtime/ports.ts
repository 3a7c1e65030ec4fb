import * as Hosting from "#core/hosting/index.ts";
import { KeyRing } from "#core/kernel/data-key.ts";
import type { Ports } from "#core/kernel/operation.ts";
import type { Secret } from "#core/kernel/secret.ts";
import { openPlatformKey } from "#core/nodes/index.ts";
import { awsService, lambdaSettings } from "./aws/aws-service.ts";
import { jsonService } from "./aws/json-service.ts";
import type { Runtime } from "./deps.ts";
import { kmsKeyProtection } from "./kms-key-protection.ts";
import { lambdaNodes } from "./lambda-nodes.ts";
import { lazy } from "./lazy.ts";
import { s3Archives } from "./s3-archives.ts";
import { sqsQueueDesk } from "./sqs-queue-desk.ts";

/*
 * Each port by itself; its libraries are loaded with its first call. An entry names those that its function uses, so that
 * its bundle holds no others, and what its needs do not grant does not compile.
 */

export const keys = ({ KMS_KEY_ID }: { KMS_KEY_ID: string }, { now }: Runtime): Pick<Ports, "keys"> => ({
  keys: new KeyRing({
    now,
    protection: kmsKeyProtection(jsonService("kms", lambdaSettings("KMS")), KMS_KEY_ID),
  }),
});

/** Nodes, and the keys that open the platform's SSH key. */
export function nodes(config: { KMS_KEY_ID: string }, runtime: Runtime): Pick<Ports, "keys" | "nodes"> {
  const privateKey = () => openPlatformKey(runtime.as({ type: "system", job: "ssh" }, "ssh"), {});
  const shells = async () => (await import("#core/nodes/ssh-shell.ts")).sshShells({ privateKey });
  let loaded: ReturnType<typeof shells> | undefined;
  const load = () => {
    loaded ??= shells();
    return loaded;
  };
  return {
    ...keys(config, runtime),
    nodes: {
      on: (address) => ({
        primitive: async (name, input, options) => (await load()).on(address).primitive(name, input, options),
      }),
      close: async () => (await loaded)?.close(),
    },
  };
}

interface ArchivesConfig {
  ARCHIVE_BUCKET: string;
  ARCHIVE_ENDPOINT_FOR_NODES?: string | undefined;
}

export const archives = (config: ArchivesConfig): Pick<Ports, "archives"> => ({
  archives: s3Archives({
    ...lambdaSettings("S3"),
    bucket: config.ARCHIVE_BUCKET,
    endpointForNodes: config.ARCHIVE_ENDPOINT_FOR_NODES,
  }),
});

interface MailConfig {
  SMTP_URL: Secret<string>;
  MAIL_FROM: string;
  PUBLIC_URL: string;
}

export const mailer = (config: MailConfig): Pick<Ports, "mailer"> => ({
  mailer: lazy(async () => (await import("./smtp-mailer.ts")).smtpMailer(config)),
});

export function nodeReads({ NODE_FUNCTION }: { NODE_FUNCTION: string }): Pick<Ports, "nodeReads" | "nodeRuns"> {
  const asked = lambdaNodes(awsService("lambda", lambdaSettings("LAMBDA")), NODE_FUNCTION);
  return { nodeReads: asked, nodeRuns: asked };
}

/** Where the platform itself runs on loopback without TLS, providers beside it are let in too. */
export const identityProviders = ({ PUBLIC_URL }: { PUBLIC_URL: string }): Pick<Ports, "identityProviders"> => ({
  identityProviders: lazy(async () => {
    const [{ openIdProviders }, { isHere, publicFetch }] = await Promise.all([
      import("#core/sso/open-id-providers.ts"),
      import("#core/kernel/public-fetch.ts"),
    ]);
    const loopback = isHere(new URL(PUBLIC_URL));
    return openIdProviders({ fetch: publicFetch({ loopback }), loopback });
  }),
});

export const txtRecords = (): Pick<Ports, "txtRecords"> => ({
  txtRecords: lazy(async () => (await import("./txt-records.ts")).txtRecords()),
});

interface StripeConfig {
  STRIPE_SECRET_KEY: Secret<string>;
  STRIPE_API_BASE?: string | undefined;
}

export const payments = ({ STRIPE_SECRET_KEY, STRIPE_API_BASE }: StripeConfig): Pick<Ports, "payments"> => ({
  payments: lazy(async () => {
    const { stripePayments } = await import("#core/billing/stripe-payments.ts");
    return stripePayments({ secretKey: STRIPE_SECRET_KEY, apiBase: STRIPE_API_BASE });
  }),
});

export const queues = ({ QUEUE_URLS }: { QUEUE_URLS: Readonly<Record<string, string>> }): Pick<Ports, "queues"> => ({
  queues: sqsQueueDesk(jsonService("sqs", lambdaSettings("SQS")), QUEUE_URLS),
});

/** As the platform, which alone sees the names of every account. */
export const siteNames = ({ as }: Runtime): Pick<Ports, "siteNames"> => ({
  siteNames: {
    isTaken: (siteName) => Hosting.isTaken(as({ type: "system", job: "site-names" }, "site-names"), { siteName }),
  },
});
