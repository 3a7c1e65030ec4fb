import type { Secret } from "../../kernel/secret.ts";
import type { ComposeApp, ComposeService, Content, ContentMount, Template, Tmpfs } from "./compose-app.state.ts";

/** What the platform adds to an app: everything that a customer's file cannot say. */
export interface RenderContext {
  /** The compose project, one for each release. */
  readonly stack: string;
  /**
   * The home of its releases on the node. Volumes are named after it, so that they outlive releases. All homes have names
   * of one length, so no name of a volume makes it another's.
   */
  readonly service: string;
  /** On the node's loopback, for the ingress alone. */
  readonly port: number;
  /** Images of compose services that are built, and pinned ones of those that are not. */
  readonly images: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, Secret<string>>>;
  /** For compose services that set none of their own. */
  readonly limits: { readonly memoryMb: number; readonly cpus: number; readonly processes: number };
  readonly labels: Readonly<Record<string, string>>;
}

/** Without `web` nothing of it is reached from outside. */
export type RenderedApp = Omit<ComposeApp, "web"> & Partial<Pick<ComposeApp, "web">>;

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** The compose file that reaches a node. It is made of the app and the context; nothing of the customer's text is in it. */
export function renderCompose(
  app: RenderedApp,
  context: RenderContext,
): { compose: string; seed: Record<string, never> } {
  const document = {
    name: context.stack,
    services: record(app.services, (service) => renderService(app, service, context)),
    ...(app.volumes.length > 0 && {
      volumes: Object.fromEntries(app.volumes.map((name) => [name, { name: `${context.service}-${name}` }])),
    }),
    ...(app.networks.length > 0 && {
      networks: record(app.networks, ({ internal }) => (internal ? { internal } : {})),
    }),
    ...(app.contents.length > 0 && {
      configs: Object.fromEntries(
        app.contents.map((content) => [configOf(content), { content: filledIn(content.text, context) }]),
      ),
    }),
  };
  // JSON is YAML too.
  return { compose: `${JSON.stringify(withoutVariables(document), null, 2)}\n`, seed: {} };
}

function renderService(app: RenderedApp, service: ComposeService, context: RenderContext): Json {
  const { limits, healthCheck } = service;
  const image = Object.hasOwn(context.images, service.name) ? context.images[service.name] : service.image;
  if (image === undefined) throw new Error(`Service ${service.name} was not built.`);
  return {
    image,
    command: service.command,
    entrypoint: service.entrypoint,
    environment: some(
      Object.fromEntries(service.environment.map(({ name, value }) => [name, filledIn(value, context)])),
    ),
    working_dir: service.workingDir,
    user: service.user,
    init: service.init || undefined,
    read_only: service.readOnly || undefined,
    cap_drop: service.capDrop.includes("ALL") ? ["ALL"] : [...new Set([...service.capDrop, ...neverNeeded])],
    security_opt: ["no-new-privileges"],
    stop_signal: service.stopSignal,
    stop_grace_period: duration(service.stopGraceMs),
    volumes: some(
      service.mounts.map(({ volume, target, readOnly }) => ({
        type: "volume",
        source: volume,
        target,
        read_only: readOnly,
      })),
    ),
    tmpfs: some(service.tmpfs.map(tmpfsOf)),
    configs: some(service.contents.map(contentOf)),
    shm_size: service.shmBytes,
    mem_limit: limits.memoryBytes ?? context.limits.memoryMb * 2 ** 20,
    cpus: limits.cpus ?? context.limits.cpus,
    pids_limit: limits.processes ?? context.limits.processes,
    healthcheck: healthCheck && {
      test: healthCheck.test,
      interval: duration(healthCheck.intervalMs),
      timeout: duration(healthCheck.timeoutMs),
      start_period: duration(healthCheck.startPeriodMs),
      retries: healthCheck.retries,
    },
    depends_on: some(
      Object.fromEntries(service.dependsOn.map(({ service: name, condition }) => [name, { condition }])),
    ),
    networks: some(record(service.networks, ({ aliases }) => ({ aliases }))),
    expose: some(service.expose.map(String)),
    ports: app.web?.service === service.name ? [`127.0.0.1:${context.port}:${app.web.port}`] : undefined,
    labels: context.labels,
    logging: { driver: "k8s-file", options: { "max-size": "10m" } },
  };
}

/** Of what rootless containers have by themselves, what no app of a customer's needs. */
const neverNeeded = ["AUDIT_WRITE", "MKNOD", "NET_RAW"];

/** Nothing rather than an empty list or map. */
const some = <T extends object>(value: T): T | undefined => (Object.keys(value).length > 0 ? value : undefined);

const record = <T extends { readonly name: string }>(items: readonly T[], of: (item: T) => Json) =>
  Object.fromEntries(items.map((item) => [item.name, of(item)]));

const configOf = ({ kind, name }: Pick<Content, "kind" | "name">): string => `${kind}-${name}`;

const duration = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : `${ms}ms`);

/** Compose knows contents of configs only; where one is found makes it a secret. */
const contentOf = ({ kind, name, target, mode = "0444", user, group }: ContentMount): Json => ({
  source: configOf({ kind, name }),
  target,
  mode: Number.parseInt(mode, 8),
  uid: user,
  gid: group,
});

const tmpfsOf = ({ target, bytes, mode }: Tmpfs): string => {
  const options = [bytes !== undefined && `size=${bytes}`, mode !== undefined && `mode=${mode}`].filter(Boolean);
  return options.length === 0 ? target : `${target}:${options.join(",")}`;
};

function filledIn(template: Template, { secrets }: RenderContext): string {
  return template
    .map((part) => {
      if (typeof part === "string") return part;
      const value = Object.hasOwn(secrets, part.secret) ? secrets[part.secret] : undefined;
      if (value === undefined) throw new Error(`The secret ${part.secret} has no value.`);
      return value.reveal();
    })
    .join("");
}

/** Variables were filled in when the file was read: what looks like one now is text. */
function withoutVariables(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("$", "$$$$");
  if (Array.isArray(value)) return value.map(withoutVariables);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutVariables(inner)]));
}
