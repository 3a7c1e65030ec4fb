import { randomBytes } from "node:crypto";
import { type Needs, type SecretName, secrets } from "#functions/manifest.ts";
import type { S3 } from "../s3/s3.ts";
import type { SecretsManager } from "../secrets-manager/secrets-manager.ts";

export type Environment = Readonly<Record<string, string>>;

/** What every function is told, and no secret among it. */
export interface Surroundings {
  settings: Environment;
  queueUrls: Readonly<Record<string, string>>;
  secretsManager: Pick<SecretsManager, "endpoint" | "arnOf" | "admit">;
  /** Where archives are. */
  s3: Pick<S3, "admit">;
}

/** What a function is given here, as on AWS: settings, credentials of its own, the addresses of what it needs. */
export function functionEnvironment(name: string, needs: Needs, surroundings: Surroundings): Environment {
  const { settings, queueUrls, secretsManager, s3 } = surroundings;
  const arns = needs.secrets.map((secret) => [secret, secretsManager.arnOf(secret)] as const);
  const credentials = { accessKeyId: `local-${name}`, secretAccessKey: randomBytes(24).toString("hex") };
  secretsManager.admit({ name, ...credentials, mayRead: arns.map(([, arn]) => arn) });
  if (needs.archives) s3.admit(credentials);
  const sends = Object.entries(queueUrls).filter(([queue]) =>
    (needs.sends as readonly string[] | undefined)?.includes(queue),
  );
  return {
    ...settings,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secretsManager.endpoint,
    SECRET_ARNS: JSON.stringify(Object.fromEntries(arns)),
    QUEUE_URLS: JSON.stringify(Object.fromEntries(sends)),
  };
}

/** The secrets in an environment that holds everything, by name; and what of it is no secret. */
export function apart(everything: Environment): { settings: Environment; values: Partial<Record<SecretName, string>> } {
  const names = Object.keys(secrets) as SecretName[];
  const settings: Record<string, string> = { ...everything };
  const values: Partial<Record<SecretName, string>> = {};
  for (const name of names) {
    const setting = secrets[name].env;
    if (everything[setting] !== undefined) values[name] = everything[setting];
    delete settings[setting];
  }
  return { settings, values };
}
