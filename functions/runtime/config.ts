import { z } from "zod";
import { Secret } from "#core/kernel/secret.ts";
import { certificateAuthorities, type Needs, type QueueName, type SecretName, secrets } from "../manifest.ts";

/** For every function. */
const Always = z.object({
  ROOKERY_STAGE: z.string().min(1),
  /** Of the portal, without a slash at its end. */
  PUBLIC_URL: z.url().transform((url) => url.replace(/\/$/, "")),
  /** Sites are at `<name>.<this>`. */
  APPS_DOMAIN: z.string().min(1),
  /** Only where sites are not on port 80 or 443. */
  SITES_PORT: z.coerce.number<string>().int().optional(),
  /** `host:port` of a proxy that speaks Neon's protocols, where the database is not Neon's. */
  NEON_PROXY: z.string().optional(),
  /** Only where Stripe is not at its own address. */
  STRIPE_API_BASE: z.url().optional(),
  /** Only where the Internet's name servers are not to be asked: `address:port`, with commas between them. */
  NAME_SERVERS: z
    .string()
    .transform((text) => text.split(","))
    .optional(),
});
export type Config = z.output<typeof Always>;

/** So many within so many hours: what is older than a week is not kept. */
const Count = z.object({ max: z.int().min(1), hours: z.int().min(1).max(168) });

/** Of certificates for websites, in the order in which they are asked. */
const Authorities = z.array(
  z.object({
    directory: z.url({ protocol: /^https$/ }),
    profile: z.string().optional(),
    /** External account binding: by this name the secret `acme` holds what the authority gave out to its customers. */
    binding: z.string().optional(),
    /** Who signed its server's certificate, as PEM, where that is nobody whom everybody trusts. */
    authority: z.string().optional(),
    /** What it counts, where that is not what nobody counts more strictly. */
    limits: z.strictObject({ perDomain: Count, perNames: Count, perHost: Count }).partial().optional(),
  }),
);
const Certifies = z.object({
  /** Names of those that are known, with commas between them, or JSON. */
  CERTIFICATE_AUTHORITIES: z.string().default("letsencrypt").transform(authoritiesIn).pipe(Authorities),
});

function authoritiesIn(text: string, context: z.RefinementCtx): unknown {
  if (text.startsWith("[")) return parsedJson(text, context);
  const known = new Map(Object.entries(certificateAuthorities));
  return text.split(",").map((part) => {
    const name = part.trim();
    const found = known.get(name);
    if (!found) context.addIssue(`names ${name}, which is none of ${[...known.keys()].join(", ")}`);
    const limits = found && "limits" in found ? found.limits : undefined;
    return { directory: found?.directory, limits, ...(found?.bound && { binding: name }) };
  });
}

/** The key that wraps data keys: its id, ARN or alias. */
const Seals = z.object({ KMS_KEY_ID: z.string().min(1) });
/** Name of the deployed functions/node. */
const Invokes = z.object({ NODE_FUNCTION: z.string().min(1) });
/** Of what customers upload. */
const Archives = z.object({
  ARCHIVE_BUCKET: z.string().min(3),
  /** Only where nodes reach it elsewhere than browsers do. */
  ARCHIVE_ENDPOINT_FOR_NODES: z.url().optional(),
});
const MailFrom = z.object({ MAIL_FROM: z.string().min(3) });

/** What a secret begins with: one that was never filled in, or filled in elsewhere, is noticed before it is used. */
const beginnings: Record<SecretName, RegExp> = {
  database: /^postgres(ql)?:\/\//,
  "database-owner": /^postgres(ql)?:\/\//,
  stripe: /^[sr]k_/,
  "stripe-webhook": /^whsec_/,
  autodns: /^https?:\/\/[^:@/]+:[^:@/]+@.+[?&]context=\d+$/,
  smtp: /^smtps?:\/\//,
  acme: /^\{/,
};

const unlike = (name: SecretName) =>
  `is not what the secret ${name} has to be (${secrets[name].description.split(": ").at(-1)})`;

const secretSetting = (name: SecretName) =>
  z
    .string()
    .trim()
    .regex(beginnings[name], { error: unlike(name) })
    .transform((value) => new Secret(value));

function parsedJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("is no JSON");
    return z.NEVER;
  }
}

const queueUrls = (queues: readonly QueueName[]) =>
  z.object({
    QUEUE_URLS: z
      .string()
      .transform(parsedJson)
      .pipe(z.object(Object.fromEntries(queues.map((queue) => [queue, z.url()])))),
  });

type OptionalSecret = { [N in SecretName]: (typeof secrets)[N] extends { optional: true } ? N : never }[SecretName];
type SettingsOf<S extends SecretName> = {
  [N in Exclude<S, OptionalSecret> as (typeof secrets)[N]["env"]]: Secret<string>;
} & { [N in Extract<S, OptionalSecret> as (typeof secrets)[N]["env"]]?: Secret<string> | undefined };
type When<Condition, Settings> = Condition extends true ? Settings : unknown;

/** What a function with these needs gets to know, and nothing else. */
export type ConfigOf<N extends Needs> = Config &
  SettingsOf<N["secrets"][number]> &
  When<N["seals"], z.output<typeof Seals>> &
  When<N["archives"], z.output<typeof Archives>> &
  When<N["certifies"], z.output<typeof Certifies>> &
  (N["invokes"] extends readonly string[] ? z.output<typeof Invokes> : unknown) &
  (N["sends"] extends readonly QueueName[] ? { QUEUE_URLS: Record<N["sends"][number], string> } : unknown) &
  ("smtp" extends N["secrets"][number] ? z.output<typeof MailFrom> : unknown);

function schemaOf({ secrets: names, seals, archives, certifies, invokes, sends }: Needs): z.ZodObject {
  const secretSettings = names.map((name) => {
    const setting = secretSetting(name);
    return [secrets[name].env, "optional" in secrets[name] ? setting.optional() : setting] as const;
  });
  return z.object({
    ...Always.shape,
    ...Object.fromEntries(secretSettings),
    ...(seals && Seals.shape),
    ...(archives && Archives.shape),
    ...(certifies && Certifies.shape),
    ...(invokes && Invokes.shape),
    ...(sends && queueUrls(sends).shape),
    ...(names.includes("smtp") && MailFrom.shape),
  });
}

/** Reads what a function needs. Every missing or wrong setting is named at once; no secret has a default. */
export function readConfig<const N extends Needs>(
  environment: Readonly<Record<string, string | undefined>>,
  needs: N,
): ConfigOf<N> {
  const parsed = schemaOf(needs).safeParse(environment);
  // The schema is put together from the same needs as the type.
  if (parsed.success) return parsed.data as ConfigOf<N>;
  const name = environment.AWS_LAMBDA_FUNCTION_NAME ?? "this function";
  throw new Error(`The configuration of ${name} is not complete:\n${z.prettifyError(parsed.error)}`);
}
