import { join } from "node:path";
import { eventTypes } from "#core/billing/event-types.ts";
import { queues } from "#functions/manifest.ts";
import { startKms } from "../kms/kms.ts";
import { startInvokeApi } from "../lambda/invoke-api.ts";
import { nameForNodes as filesHost } from "../s3/certificate.ts";
import { startS3 } from "../s3/s3.ts";
import { startSecretsManager } from "../secrets-manager/secrets-manager.ts";
import { startSmtp } from "../smtp/smtp.ts";
import { startSqs } from "../sqs/sqs.ts";
import { startDatabase } from "./database.ts";
import { apart } from "./function-environment.ts";
import { startPaymentProvider } from "./payment-provider.ts";
import type { Ports } from "./ports.ts";
import { startRegistrar } from "./registrar.ts";
import { runningParts } from "./running-parts.ts";
import type { Secrets } from "./secrets.ts";

export interface CloudOptions {
  dataDir: string;
  migrations: string;
  secrets: Secrets;
  ports: Pick<Ports, "stripe" | "inbox">;
  /** Where the platform takes Stripe's webhooks. */
  webhookUrl: string;
  /** Of the portal, whose pages upload files. */
  portalUrl: string;
  /** Of Stripe's own test mode, which then takes payments in place of the stand-in. */
  stripeTestKey?: string | undefined;
}

export type Cloud = Awaited<ReturnType<typeof startCloud>>;

const region = "eu-central-1";
const dataKey = "alias/rookery-data";
const archiveBucket = "rookery-uploads";

/** Every service that functions talk to, and the environment that leads them there. */
export async function startCloud(options: CloudOptions) {
  const { dataDir, migrations, secrets, ports, webhookUrl, portalUrl, stripeTestKey } = options;
  const parts = runningParts();
  const dir = (name: string) => join(dataDir, name);
  const credentials = { accessKeyId: "local", secretAccessKey: secrets.awsSecretAccessKey };
  const queueList = Object.entries(queues).map(([name, queue]) => ({ name, ...queue }));
  try {
    const [database, kms, sqs, s3, smtp, stripe, registrar, invokeApi] = await parts.all([
      startDatabase({ dir: dir("postgres"), migrations, ...secrets }),
      startKms({ dir: dir("kms"), region, aliases: [dataKey] }),
      startSqs({ dir: dir("sqs"), region, queues: queueList }),
      startS3({ dir: dir("s3"), buckets: [archiveBucket], credentials, origin: portalUrl }),
      startSmtp({ dir: dir("mail"), inboxPort: ports.inbox }),
      startPaymentProvider({
        dir: dir("stripe"),
        port: ports.stripe,
        standInKey: secrets.stripeSecretKey,
        realKey: stripeTestKey,
        webhook: { url: webhookUrl, secret: secrets.stripeWebhookSecret, types: eventTypes },
      }),
      startRegistrar({ dir: dir("autodns"), password: secrets.autodnsPassword }),
      startInvokeApi(),
    ]);
    const everything = {
      ROOKERY_STAGE: "local",
      APPS_DOMAIN: "localhost",
      DATABASE_URL: database.appUrl,
      NEON_PROXY: database.neonProxy,
      KMS_KEY_ID: dataKey,
      NODE_FUNCTION: "node",
      QUEUE_URLS: JSON.stringify(sqs.queueUrls),
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_KMS: kms.endpoint,
      AWS_ENDPOINT_URL_LAMBDA: invokeApi.endpoint,
      AWS_ENDPOINT_URL_S3: s3.plainEndpoint,
      ARCHIVE_BUCKET: archiveBucket,
      ARCHIVE_ENDPOINT_FOR_NODES: `https://${filesHost}`,
      AWS_ENDPOINT_URL_SQS: sqs.endpoint,
      ...stripe.env,
      STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
      ...registrar.env,
      SMTP_URL: smtp.url,
      ACME_BINDINGS: "{}",
      MAIL_FROM: "Rookery <hello@rookery.localhost>",
    };
    const { settings, values } = apart(everything);
    const secretsManager = parts.add(await startSecretsManager({ region, secrets: values }), (store) => store.stop());
    return {
      /** For programs of this machine's own, which need no permission. */
      everything,
      surroundings: { settings, queueUrls: sqs.queueUrls, secretsManager, s3 },
      region,
      sqs,
      invokeApi,
      payments: stripe.shown,
      inboxUrl: smtp.inboxUrl,
      /** Where pages send files, and what nodes reach as `filesHost`. */
      uploads: s3.plainEndpoint,
      files: { name: filesHost, port: s3.port, authority: s3.authority },
      stop: parts.stop,
    };
  } catch (error) {
    await parts.stop();
    throw error;
  }
}
