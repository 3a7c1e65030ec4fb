import type { SecretsManagerClientConfig } from "@aws-sdk/client-secrets-manager";
import { z } from "zod";
import { type SecretName, secrets } from "../manifest.ts";

/** All attempts together: a function has ten seconds to begin. */
const timeoutMs = 5_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** By name, as in the manifest. */
const Arns = z.record(z.string(), z.string());

/**
 * The settings that a function's secrets become. One that stands in the environment is taken from there; the others are
 * read at the same time. What is in neither place is left out, for the configuration to name.
 */
export async function readSecrets(
  environment: Environment,
  names: readonly SecretName[],
  settings: SecretsManagerClientConfig = {},
): Promise<Record<string, string>> {
  const wanted = names.filter((name) => !environment[secrets[name].env]);
  if (wanted.length === 0) return {};
  const arns = Arns.parse(JSON.parse(environment.SECRET_ARNS ?? "{}"));
  const { GetSecretValueCommand, SecretsManagerClient } = await import("@aws-sdk/client-secrets-manager");
  const client = new SecretsManagerClient(settings);
  const abortSignal = AbortSignal.timeout(timeoutMs);

  async function read(name: SecretName): Promise<Record<string, string>> {
    const arn = arns[name];
    if (arn === undefined) return {};
    try {
      const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }), { abortSignal });
      if (!SecretString) throw new Error("it holds no text");
      return { [secrets[name].env]: SecretString };
    } catch (cause) {
      const reason = abortSignal.aborted ? `no answer within ${timeoutMs / 1000} s` : String(cause);
      throw new Error(`The secret ${name} could not be read: ${reason}`, { cause });
    }
  }

  const outcomes = await Promise.allSettled(wanted.map(read));
  client.destroy();
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as Error] : []));
  if (failures.length > 0) throw new AggregateError(failures, failures.map(({ message }) => message).join("\n"));
  return Object.assign({}, ...outcomes.map((outcome) => outcome.status === "fulfilled" && outcome.value));
}
