import { z } from "zod";
import { type SecretName, secrets } from "../manifest.ts";
import { type AwsSettings, lambdaSettings } from "./aws/aws-service.ts";
import { jsonService } from "./aws/json-service.ts";

/** All attempts together: a function has ten seconds to begin. */
const timeoutMs = 5_000;

type Environment = Readonly<Record<string, string | undefined>>;

/** By name, as in the manifest. */
const Arns = z.record(z.string(), z.string());
const Value = z.object({ SecretString: z.string().min(1) });

/**
 * The settings that a function's secrets become. One that stands in the environment is taken from there; the others are
 * read at the same time. What is in neither place is left out, for the configuration to name.
 */
export async function readSecrets(
  environment: Environment,
  names: readonly SecretName[],
  settings: AwsSettings = lambdaSettings("SECRETS_MANAGER"),
): Promise<Record<string, string>> {
  const wanted = names.filter((name) => !environment[secrets[name].env]);
  if (wanted.length === 0) return {};
  const arns = Arns.parse(JSON.parse(environment.SECRET_ARNS ?? "{}"));
  const secretsManager = jsonService("secretsmanager", settings);
  const signal = AbortSignal.timeout(timeoutMs);

  async function read(name: SecretName): Promise<Record<string, string>> {
    const arn = arns[name];
    if (arn === undefined) return {};
    try {
      const { SecretString } = Value.parse(await secretsManager.call("GetSecretValue", { SecretId: arn }, signal));
      return { [secrets[name].env]: SecretString };
    } catch (cause) {
      const reason = signal.aborted ? `no answer within ${timeoutMs / 1000} s` : String(cause);
      throw new Error(`The secret ${name} could not be read: ${reason}`, { cause });
    }
  }

  const outcomes = await Promise.allSettled(wanted.map(read));
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as Error] : []));
  if (failures.length > 0) throw new AggregateError(failures, failures.map(({ message }) => message).join("\n"));
  return Object.assign({}, ...outcomes.map((outcome) => outcome.status === "fulfilled" && outcome.value));
}
