import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { functions } from "#functions/manifest.ts";
import type { ReachedHost } from "../lab/reached-host.ts";
import { startGateway } from "../lambda/gateway.ts";
import type { LambdaFunction } from "../lambda/lambda-function.ts";
import { startLambdaHost } from "../lambda/lambda-host.ts";
import type { Scheduler } from "../lambda/scheduler.ts";
import { staticSite } from "../lambda/static-site.ts";
import { type Certificates, startCertificates } from "./certificates.ts";
import { startCloud } from "./cloud.ts";
import { lockData } from "./data-lock.ts";
import { functionBuild } from "./function-build.ts";
import { functionEnvironment } from "./function-environment.ts";
import { openFunctionLog } from "./function-log-file.ts";
import { type LabNode, type NodeOutcome, startLabNode } from "./lab-node.ts";
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
  /** The folder of the web build; until it is there, pages wait for it. */
  site: string | Promise<string>;
  withNode: boolean;
  /** Runs the bundles that are deployed. */
  bundled?: boolean;
  /** Of Stripe's own test mode, which then takes payments in place of the stand-in. */
  stripeTestKey?: string | undefined;
  /** What a lab node that is being built has to say. */
  progress?: (line: string) => void;
}

export interface Platform {
  url: string;
  /** Where payments are looked at, and what takes them. */
  payments: { url: string; what: string };
  inboxUrl: string;
  certificates: Pick<Certificates, "what" | "root" | "env">;
  /** `address:port` of who answers for zones here; null: nobody does. */
  nameServer: string | null;
  sitesPort: number;
  /** Where archives are, for lab nodes. */
  files: ReachedHost;
  /** The first administrator. The link is there on the first start, and opens once. */
  staff: { email: string; link: string | null };
  customer: SignIn;
  functions: ReadonlyMap<string, LambdaFunction>;
  scheduler: Scheduler;
  node: Promise<NodeOutcome>;
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, "../..");
const graceSeconds = 5;

/** The whole platform on this machine. What it keeps is under `dataDir`; a later start goes on from there. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  refuseProduction("platform");
  const { dataDir, withNode, progress = () => {} } = options;
  const dir = (name: string) => join(dataDir, name);
  const parts = runningParts();
  try {
    await mkdir(dataDir, { recursive: true });
    parts.add(await lockData(dataDir), (lock) => lock.release());
    const building = functionBuild(root, { deployable: options.bundled ?? false });
    building.catch(() => {});
    const ports = await portsFrom(options.port);
    const secrets = await platformSecrets(dir("secrets.json"));
    const { write: log } = parts.add(await openFunctionLog(dir("functions.log")), (file) => file.close());
    const uploads = Promise.withResolvers<string>();
    const gateway = await startGateway({ port: ports.portal, site: staticSite(options.site, uploads.promise) });
    parts.add(gateway, () => gateway.stop());
    const cloud = parts.add(
      await startCloud({
        dataDir,
        migrations: join(root, "migrations"),
        secrets,
        ports,
        stripeTestKey: options.stripeTestKey,
        webhookUrl: `http://127.0.0.1:${gateway.port}/api/webhooks/stripe`,
        portalUrl: gateway.url,
      }),
      (running) => running.stop(),
    );
    uploads.resolve(cloud.uploads);
    let lab: LabNode | undefined;
    parts.add(null, async () => lab?.stop());
    const { settings } = cloud.surroundings;
    const certificates = parts.add(
      await startCertificates({ dir: dir("acme"), sitesPort: ports.sites, nameServer: settings.NAME_SERVERS }),
      (running) => running.stop(),
    );
    const addressed = { ...settings, ...certificates.env, PUBLIC_URL: gateway.url, SITES_PORT: String(ports.sites) };
    const surroundings = { ...cloud.surroundings, settings: addressed };
    const build = await building;
    const host = parts.add(
      await startLambdaHost({
        functions,
        environmentOf: (name, { needs }) => functionEnvironment(name, needs, surroundings),
        sqs: { endpoint: cloud.sqs.endpoint, region: cloud.region, queueUrls: cloud.sqs.queueUrls },
        scheduleFile: dir("schedule.json"),
        ...build,
        log,
      }),
      (running) => running.stop(graceSeconds),
    );
    cloud.invokeApi.mount(host.functions);
    const warmed = host.functions.get("api")?.warm();
    const people = {
      staff: { email: "robin@rookery.localhost" },
      customer: { email: "kim@studio-north.localhost", password: secrets.customerPassword },
    };
    const oneOff = { ...build, surroundings, log };
    const { platformKey, staffLink } = await seedOnce({ file: dir("seed.json"), people, ...oneOff });
    if (withNode)
      lab = startLabNode({
        dir: dir("lab"),
        sitesPort: ports.sites,
        files: cloud.files,
        platformKey,
        progress,
        ...oneOff,
      });
    gateway.mount(host.routes);
    // Bound first, so that a port in use is known at once; closed first, so that nothing new comes in.
    parts.add(gateway, () => gateway.stop(graceSeconds));
    await warmed;
    return {
      url: gateway.url,
      payments: cloud.payments,
      inboxUrl: cloud.inboxUrl,
      certificates: { what: certificates.what, root: certificates.root, env: certificates.env },
      nameServer: settings.NAME_SERVERS ?? null,
      sitesPort: ports.sites,
      files: cloud.files,
      customer: people.customer,
      staff: { ...people.staff, link: staffLink },
      functions: host.functions,
      scheduler: host.scheduler,
      node: lab?.outcome ?? withoutNode,
      stop: parts.stop,
    };
  } catch (error) {
    await parts.stop();
    throw error;
  }
}

const withoutNode = Promise.resolve({ ready: false as const, reason: "It was started without one." });
