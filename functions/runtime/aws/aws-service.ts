import { setTimeout as delay } from "node:timers/promises";
import { AwsError } from "./aws-error.ts";
import { type Credentials, signed } from "./signature.ts";

/*
 * The few calls that functions make to AWS, signed and repeated as AWS asks for. Its own clients know every call of every
 * service, in three protocols: they would be a third of each bundle, and of the time that it takes to begin.
 */

export interface AwsRequest {
  path?: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

export interface AwsAnswer {
  headers: Headers;
  text: string;
}

export interface AwsService {
  /** Throws `AwsError`. The signal counts for all attempts together. */
  send(request: AwsRequest, signal: AbortSignal): Promise<AwsAnswer>;
}

export interface AwsSettings {
  /** Where it is: AWS's own address when omitted. */
  endpoint?: string | undefined;
  region: string;
  credentials: Credentials;
  attemptsMax?: number;
  /** Of the invocation that is under way, so that what it calls is seen as part of it. */
  trace?: () => string | undefined;
}

const attemptsMax = 3;

/** As Lambda sets them; credentials last as long as their sandbox. `endpoint` as in `AWS_ENDPOINT_URL_<endpoint>`. */
export function lambdaSettings(endpoint: "KMS" | "LAMBDA" | "S3" | "SECRETS_MANAGER" | "SQS"): AwsSettings {
  const { AWS_REGION = "", AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "", AWS_SESSION_TOKEN } = process.env;
  return {
    region: AWS_REGION,
    endpoint: process.env[`AWS_ENDPOINT_URL_${endpoint}`],
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      sessionToken: AWS_SESSION_TOKEN,
    },
    trace: () => process.env._X_AMZN_TRACE_ID,
  };
}

/** `service` as it stands in its address and in signatures: `sqs`. */
export function awsService(service: string, settings: AwsSettings): AwsService {
  const { region, credentials } = settings;
  const endpoint = settings.endpoint ?? `https://${service}.${region}.amazonaws.com`;
  const attempts = settings.attemptsMax ?? attemptsMax;

  async function once({ path = "/", headers, body }: AwsRequest, signal: AbortSignal): Promise<AwsAnswer> {
    const url = new URL(path, endpoint);
    const trace = settings.trace?.();
    const traced = trace === undefined ? headers : { ...headers, "x-amzn-trace-id": trace };
    const unsigned = { method: "POST", url, headers: traced, body };
    const sent = await signed(unsigned, { service, region, credentials, at: new Date() });
    try {
      const response = await fetch(url, { method: "POST", headers: sent, body, signal });
      const text = await response.text();
      if (!response.ok) throw errorOf(response, text);
      return { headers: response.headers, text };
    } catch (cause) {
      if (cause instanceof AwsError) throw cause;
      const name = signal.aborted ? "TimeoutError" : "NetworkingError";
      throw new AwsError(name, `${service} did not answer`, undefined, { cause });
    }
  }

  return {
    async send(request, signal) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await once(request, signal);
        } catch (error) {
          const again = error instanceof AwsError && error.passes && attempt < attempts && !signal.aborted;
          if (!again) throw error;
          // Spread, so that those who were refused together do not come back together.
          await delay(Math.random() * 100 * 2 ** attempt, undefined, { signal }).catch(() => {});
          if (signal.aborted) throw error;
        }
      }
    },
  };
}

function errorOf({ status, headers }: Response, text: string): AwsError {
  const body = parsed(text);
  const type = headers.get("x-amzn-errortype") ?? body.__type ?? body.code ?? `Status${status}`;
  // `com.amazonaws.sqs#QueueDoesNotExist:http://…`
  const name = String(type).split("#").at(-1)?.split(":")[0] ?? "";
  return new AwsError(name, String(body.message ?? body.Message ?? `answered ${status}`), status);
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
