import type { CertificateAuthority } from "#core/certificates/index.ts";
import * as Hosting from "#core/hosting/index.ts";
import { KeyRing } from "#core/kernel/data-key.ts";
import type { Ports } from "#core/kernel/operation.ts";
import type { Secret } from "#core/kernel/secret.ts";
import { openPlatformKey } from "#core/nodes/index.ts";
import { bindingOf } from "./acme-bindings.ts";
import { awsService, lambdaSettings } from "./aws/aws-service.ts";
import { jsonService } from "./aws/json-service.ts";
import type { Runtime } from "./deps.ts";
import { kmsKeyProtection } from "./kms-key-protection.ts";
import { lambdaNodes } from "./lambda-nodes.ts";
import { lazy } from "./lazy.ts";
import { described, log } from "./log.ts";
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

export function nodeReads({
  NODE_FUNCTION,
}: {
  NODE_FUNCTION: string;
}): Pick<Ports, "nodeReads" | "nodeRuns" | "sourceChecks" | "certificateChecks"> {
  const asked = lambdaNodes(awsService("lambda", lambdaSettings("LAMBDA")), NODE_FUNCTION);
  return { nodeReads: asked, nodeRuns: asked, sourceChecks: asked, certificateChecks: asked };
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

/** Where `NAME_SERVERS` are given they answer for every zone. */
export const authoritativeDns = ({
  NAME_SERVERS,
}: {
  NAME_SERVERS?: readonly string[] | undefined;
}): Pick<Ports, "authoritativeDns"> => ({
  authoritativeDns: lazy(async () =>
    (await import("./authoritative-dns.ts")).authoritativeDns({ everywhere: NAME_SERVERS }),
  ),
});

interface CertifyingConfig {
  CERTIFICATE_AUTHORITIES: readonly {
    directory: string;
    profile?: string | undefined;
    authority?: string | undefined;
    binding?: string | undefined;
    limits?: CertificateAuthority["limits"];
  }[];
  ACME_BINDINGS?: Secret<string> | undefined;
}

/** Whoever only asks authorities when to renew has no secret of theirs. */
export const renewalTimes = ({ CERTIFICATE_AUTHORITIES }: Omit<CertifyingConfig, "ACME_BINDINGS">) =>
  certificateAuthorities({
    CERTIFICATE_AUTHORITIES: CERTIFICATE_AUTHORITIES.map((one) => ({ ...one, binding: undefined })),
  });

export const certificateAuthorities = ({
  CERTIFICATE_AUTHORITIES,
  ACME_BINDINGS,
}: CertifyingConfig): Pick<Ports, "certificateAuthorities"> => ({
  certificateAuthorities: CERTIFICATE_AUTHORITIES.map(({ directory, limits, profile, authority, binding: name }) => {
    const binding = name === undefined ? undefined : bindingOf(name, ACME_BINDINGS);
    const asked = lazy<Omit<CertificateAuthority, "directory" | "limits">>(async () => {
      const [{ acmeAuthority }, { httpsCall }] = await Promise.all([
        import("#core/certificates/acme/authority.ts"),
        import("#core/certificates/acme/https-call.ts"),
      ]);
      return acmeAuthority({ directory, profile, binding, call: httpsCall({ authority }) });
    });
    // What it is known by is there at once; everything else is loaded when it is asked.
    return Object.create(asked, { directory: { value: directory }, limits: { value: limits } }) as CertificateAuthority;
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

interface AutodnsConfig {
  /** With login and context: `https://user:password@api.autodns.com/v1?context=4`. */
  AUTODNS_URL: Secret<string>;
}

/**
 * AutoDNS's own name servers, on which zones are unless a stage has names of its own for them. Its specification does not say
 * them; public clients of it (an octoDNS provider, a webhook for Kubernetes) have them as its default, and domains there are on them.
 */
const zoneServers = ["a.ns14.net", "b.ns14.net", "c.ns14.net", "d.ns14.net"];

/** What is loaded for AutoDNS, and a client whose turns and outcomes every function sees. */
async function autodnsFor({ AUTODNS_URL }: AutodnsConfig, { as }: Runtime, job: string) {
  const [loaded, { callNotes }] = await Promise.all([
    import("#core/domains/autodns/index.ts"),
    import("#core/integrations/notes.ts"),
  ]);
  const ctx = as({ type: "system", job }, job);
  const notes = callNotes(ctx, "autodns", (error) => log("warn", "a call to AutoDNS was not noted", described(error)));
  return { ...loaded, call: loaded.autodnsAt(AUTODNS_URL, loaded.autodnsBudget(ctx.db), notes) };
}

export const zoneDesk = (config: AutodnsConfig, runtime: Runtime): Pick<Ports, "zoneDesk"> => ({
  zoneDesk: lazy(async () => {
    const { autodnsZones, call } = await autodnsFor(config, runtime, "zones");
    return autodnsZones(call, zoneServers);
  }),
});

export const registrar = (config: AutodnsConfig, runtime: Runtime): Pick<Ports, "registrar"> => ({
  registrar: lazy(async () => {
    const { autodnsRegistrar, call } = await autodnsFor(config, runtime, "registrar");
    return autodnsRegistrar(call, zoneServers);
  }),
});

export const integrations = (config: AutodnsConfig, runtime: Runtime): Pick<Ports, "integrations"> => ({
  integrations: lazy(async () => {
    const { addressOf, helloTo } = await import("#core/domains/autodns/index.ts");
    return {
      addressOf: async () => addressOf(config.AUTODNS_URL),
      // Each with a login of its own, and noted whatever was noted a moment ago.
      check: async () => helloTo((await autodnsFor(config, runtime, "integrations")).call),
    };
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
