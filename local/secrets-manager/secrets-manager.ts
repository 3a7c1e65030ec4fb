import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { z } from "zod";
import { BodyTooLarge, closeServer, listenOnLoopback, readBody } from "../platform/loopback-server.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { type Role, roleOf } from "./role.ts";
import { SecretsManagerError, type SecretsManagerErrorType } from "./secrets-manager-error.ts";

const bodyLimitBytes = 64 << 10;
const operation = "secretsmanager.GetSecretValue";

export interface SecretsManagerOptions {
  region: string;
  /** By name. They are kept by whoever starts this, and nowhere else. */
  secrets: Readonly<Record<string, string>>;
  port?: number;
}

export interface SecretsManager {
  /** For AWS_ENDPOINT_URL_SECRETS_MANAGER. */
  endpoint: string;
  arnOf(secret: string): string;
  /** From now on requests that are signed so are this role's. */
  admit(role: Role): void;
  /** Who has read what, in order. */
  reads: readonly { role: string; arn: string }[];
  /** The next `times` calls fail so; `silence` never answers. */
  fail(next: { errorType: SecretsManagerErrorType | "silence"; times: number }): void;
  stop(): Promise<void>;
}

/** What functions send. What else AWS takes would change the answer, and is refused. */
const Request = z.strictObject({ SecretId: z.string().min(1).max(2048) });

/** AWS Secrets Manager for functions that read secrets by ARN: each role those that it was granted. */
export async function startSecretsManager(options: SecretsManagerOptions): Promise<SecretsManager> {
  refuseProduction("Secrets Manager");
  const { region, port = 0 } = options;
  const arnOf = (name: string) => `arn:aws:secretsmanager:${region}:000000000000:secret:rookery/local/${name}-local1`;
  const values = new Map(Object.entries(options.secrets).map(([name, value]) => [arnOf(name), value]));
  const roles: Role[] = [];
  const reads: { role: string; arn: string }[] = [];
  const outages: { errorType: SecretsManagerErrorType | "silence"; times: number }[] = [];
  const createdAt = Date.now() / 1000;

  async function answer(request: IncomingMessage): Promise<object | undefined> {
    const target = String(request.headers["x-amz-target"] ?? "");
    if (request.method !== "POST" || target !== operation) {
      throw new SecretsManagerError("UnknownOperationException", `${target} is unknown.`);
    }
    if (request.headers["content-type"] !== "application/x-amz-json-1.1") {
      throw new SecretsManagerError("SerializationException", "The body is not application/x-amz-json-1.1.");
    }
    const body = (await readBody(request, bodyLimitBytes)).toString();
    const role = await roleOf(request, body, region, roles);
    const outage = outages.find(({ times }) => times > 0);
    if (outage) {
      outage.times -= 1;
      if (outage.errorType === "silence") return undefined;
      throw new SecretsManagerError(outage.errorType, "A failure that was asked for.");
    }
    const { SecretId } = parsed(body);
    if (!role.mayRead.includes(SecretId)) {
      const what = `${role.name} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${SecretId}`;
      throw new SecretsManagerError("AccessDeniedException", what);
    }
    const value = values.get(SecretId);
    if (value === undefined) {
      throw new SecretsManagerError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    reads.push({ role: role.name, arn: SecretId });
    const Name = SecretId.split(":secret:")[1]?.replace(/-[^-]+$/, "");
    const version = { VersionId: randomUUID(), VersionStages: ["AWSCURRENT"], CreatedDate: createdAt };
    return { ARN: SecretId, Name, SecretString: value, ...version };
  }

  const server = createServer(async (request, response) => {
    // Any web page may post to loopback; only a browser sends an origin.
    if (request.headers.origin !== undefined) {
      send(response, 403, { __type: "AccessDeniedException", Message: "Web pages may not read secrets." });
      return;
    }
    try {
      const found = await answer(request);
      if (found) send(response, 200, found);
    } catch (error) {
      const { status, type, message } = asError(error);
      send(response, status, { __type: type, Message: message });
    }
  });
  const bound = await listenOnLoopback(server, port);
  return {
    endpoint: `http://127.0.0.1:${bound}`,
    arnOf,
    admit: (role) => void roles.push(role),
    reads,
    fail: (next) => void outages.push({ ...next }),
    stop: () => closeServer(server),
  };
}

function parsed(body: string): z.output<typeof Request> {
  try {
    return Request.parse(JSON.parse(body));
  } catch (cause) {
    if (!(cause instanceof z.ZodError))
      throw new SecretsManagerError("SerializationException", "The body is not JSON.");
    const [issue] = cause.issues;
    throw new SecretsManagerError("ValidationException", `'${issue?.path.join(".")}': ${issue?.message}`);
  }
}

function asError(error: unknown): SecretsManagerError {
  if (error instanceof SecretsManagerError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new SecretsManagerError(
    error instanceof BodyTooLarge ? "ValidationException" : "InternalServiceError",
    message,
  );
}

function send(response: ServerResponse, status: number, body: object): void {
  const text = Buffer.from(JSON.stringify(body));
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "content-length": text.length,
    "x-amzn-requestid": randomUUID(),
  };
  response.writeHead(status, headers).end(text);
}
