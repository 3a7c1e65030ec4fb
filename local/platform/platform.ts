import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { functions, queues } from "#functions/manifest.ts";
import { startKms } from "../kms/kms.ts";
import { startGateway } from "../lambda/gateway.ts";
import { startInvokeApi } from "../lambda/invoke-api.ts";
import type { LambdaFunction } from "../lambda/lambda-function.ts";
import { startLambdaHost } from "../lambda/lambda-host.ts";
import type { Scheduler } from "../lambda/scheduler.ts";
import { staticSite } from "../lambda/static-site.ts";
import { startSmtp } from "../smtp/smtp.ts";
import { startSqs } from "../sqs/sqs.ts";
import { startStripe } from "../stripe/stripe.ts";
import { lockData } from "./data-lock.ts";
import { startDatabase } from "./database.ts";
import { openFunctionLog } from "./function-log-file.ts";
import { portsFrom } from "./ports.ts";
import { refuseProduction } from "./refuse-production.ts";
import { runningParts } from "./running-parts.ts";
import { platformSecrets } from "./secrets.ts";
import type { SignIn } from "./seed.ts";
import { seedOnce } from "./seed-once.ts";

export interface PlatformOptions {
  dataDir: string;
  /** Four ports from here on; 0 takes any that are free. */
  port: number;
  /** The web build to serve. */
  site: string;
}

export interface Platform {
  url: string;
  stripeUrl: string;
  inboxUrl: string;
  sitesPort: number;
  staff: SignIn;
  customer: SignIn;
  /** OpenSSH public key that nodes let in. */
  platformKey: string;
  functions: ReadonlyMap<string, LambdaFunction>;
  scheduler: Scheduler;
  stop(): Promise<void>;
}

const root = new URL("../../", import.meta.url).pathname;
const region = "eu-central-1";
const dataKey = "alias/rookery-data";
const graceSeconds = 5;
const compileCache = join(root, ".cache/compile");

/** The whole platform on this machine, without nodes. What it keeps is under `dataDir`; a later start goes on from there. */
export async function startPlatform({ dataDir, port, site }: PlatformOptions): Promise<Platform> {
  refuseProduction("platform");
  await mkdir(dataDir, { recursive: true });
  const parts = runningParts();
  const dir = (name: string) => join(dataDir, name);
  try {
    parts.add(await lockData(dataDir), (lock) => lock.release());
    const ports = await portsFrom(port);
    const gateway = parts.add(await startGateway({ port: ports.portal, site: staticSite(site) }), (g) =>
      g.stop(graceSeconds),
    );
    const secrets = await platformSecrets(dir("secrets.json"));
    const functionLog = parts.add(await openFunctionLog(dir("functions.log")), (file) => file.close());

    const [db, kms, sqs, smtp, stripe, invokeApi] = await parts.all([
      startDatabase({ dir: dir("postgres"), migrations: join(root, "migrations"), ...secrets }),
      startKms({ dir: dir("kms"), region, aliases: [dataKey] }),
      startSqs({
        dir: dir("sqs"),
        region,
        queues: Object.entries(queues).map(([name, queue]) => ({ name, ...queue })),
      }),
      startSmtp({ dir: dir("mail"), inboxPort: ports.inbox }),
      startStripe({
        dir: dir("stripe"),
        port: ports.stripe,
        secretKey: secrets.stripeSecretKey,
        webhook: { url: `http://127.0.0.1:${gateway.port}/api/webhooks/stripe`, secret: secrets.stripeWebhookSecret },
      }),
      startInvokeApi(),
    ]);

    const env = {
      ROOKERY_STAGE: "local",
      PUBLIC_URL: gateway.url,
      APPS_DOMAIN: "localhost",
      SITES_PORT: String(ports.sites),
      DATABASE_URL: db.appUrl,
      NEON_PROXY: db.neonProxy,
      KMS_KEY_ID: dataKey,
      NODE_FUNCTION: "node",
      QUEUE_URLS: JSON.stringify(sqs.queueUrls),
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_ENDPOINT_URL_KMS: kms.endpoint,
      AWS_ENDPOINT_URL_LAMBDA: invokeApi.endpoint,
      AWS_ENDPOINT_URL_SQS: sqs.endpoint,
      STRIPE_API_BASE: stripe.url,
      STRIPE_SECRET_KEY: secrets.stripeSecretKey,
      STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
      SMTP_URL: smtp.url,
      MAIL_FROM: "Rookery <hello@rookery.localhost>",
    };
    const host = parts.add(
      await startLambdaHost({
        functions,
        env,
        sqs: { endpoint: sqs.endpoint, region, queueUrls: sqs.queueUrls },
        scheduleFile: dir("schedule.json"),
        compileCache,
        log: functionLog.write,
      }),
      (running) => running.stop(graceSeconds),
    );
    invokeApi.mount(host.functions);
    const staff = { email: "robin@rookery.localhost", password: secrets.staffPassword };
    const customer = { email: "kim@studio-north.localhost", password: secrets.customerPassword };
    const warmed = host.functions.get("api")?.warm();
    const seeding = { file: dir("seed.json"), env, staff, customer, compileCache, log: functionLog.write };
    const { platformKey } = await seedOnce(seeding);
    gateway.mount(host.routes);
    await warmed;

    return {
      url: gateway.url,
      stripeUrl: stripe.url,
      inboxUrl: smtp.inboxUrl,
      sitesPort: ports.sites,
      staff,
      customer,
      platformKey,
      functions: host.functions,
      scheduler: host.scheduler,
      stop: parts.stop,
    };
  } catch (error) {
    await parts.stop();
    throw error;
  }
}
