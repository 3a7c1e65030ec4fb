import { createHash } from "node:crypto";
import type { Secret } from "../kernel/secret.ts";
import type { Stack } from "./template.ts";

/** Where every app's container listens. */
const containerPort = 8080;

interface Container {
  /** The compose project, and the service whose volumes it mounts. */
  stack: string;
  service: string;
  limits: { memoryMb: number; processes: number };
  /** The one compose service's name. */
  name: string;
  image: string;
  command?: readonly string[];
  environment?: Readonly<Record<string, string>>;
  /** On the node's loopback, for the ingress. Without it nothing is reached from outside the stack's network. */
  port?: number;
  /** Folders of the stack, which the container may only read: `{"/srv/www": "www"}`. */
  folders?: Readonly<Record<string, string>>;
  /** Of the service, by where they are mounted: `{"/srv/data": "data"}`. */
  volumes?: Readonly<Record<string, string>>;
  /** Found as /run/secrets/<name>. */
  secrets?: Readonly<Record<string, Secret<string>>>;
  /** For programs that do not look after orphaned processes of theirs. */
  init?: boolean;
  /** Asked for health in place of what the image asks for. */
  healthPath?: string | undefined;
  seed?: Stack["seed"];
}

/** A stack of one container that runs without privileges, on a root that it cannot write to. */
export function containerStack(container: Container): Stack {
  const {
    name,
    limits,
    environment = {},
    folders = {},
    volumes = {},
    secrets = {},
    command,
    port,
    healthPath,
  } = container;
  const mounts = [
    ...Object.entries(folders).map(([target, folder]) => `./${folder}:${target}:ro`),
    ...Object.entries(volumes).map(([target, volume]) => `${volume}:${target}`),
  ];
  const secretNames = Object.keys(secrets);
  const compose = {
    name: container.stack,
    services: {
      [name]: {
        image: container.image,
        ...(command && { command: command.map(literal) }),
        ...(container.init === true && { init: true }),
        read_only: true,
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges"],
        // What keeps dying has to be looked at, and not to keep a processor busy for ever.
        restart: "on-failure:20",
        tmpfs: ["/tmp"],
        mem_limit: `${limits.memoryMb}m`,
        pids_limit: limits.processes,
        ...(port !== undefined && { ports: [`127.0.0.1:${port}:${containerPort}`] }),
        ...(Object.keys(environment).length > 0 && { environment: mapValues(environment, literal) }),
        ...(mounts.length > 0 && { volumes: mounts }),
        // Compose does not look into files: a changed secret has to show in the description of the container.
        ...(secretNames.length > 0 && { secrets: secretNames, labels: { "rookery.secrets": digest(secrets) } }),
        ...(healthPath !== undefined && {
          healthcheck: { test: ["CMD", "answers", String(containerPort), literal(healthPath)] },
        }),
      },
    },
    ...(Object.keys(volumes).length > 0 && {
      volumes: Object.fromEntries(
        Object.values(volumes).map((volume) => [volume, { name: `${container.service}-${volume}` }]),
      ),
    }),
    ...(secretNames.length > 0 && {
      secrets: Object.fromEntries(secretNames.map((secret) => [secret, { file: `./secrets/${secret}` }])),
    }),
  };
  return {
    // JSON is YAML too.
    compose: `${JSON.stringify(compose, null, 2)}\n`,
    ...(secretNames.length > 0 && {
      files: Object.fromEntries(Object.entries(secrets).map(([secret, text]) => [`secrets/${secret}`, text.reveal()])),
    }),
    seed: container.seed ?? {},
  };
}

const digest = (secrets: Readonly<Record<string, Secret<string>>>): string => {
  const texts = Object.entries(secrets).map(([name, text]) => [name, text.reveal()]);
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex");
};

/** Compose reads `$` as the beginning of a variable. */
const literal = (text: string): string => text.replaceAll("$", "$$$$");

const mapValues = (record: Readonly<Record<string, string>>, change: (text: string) => string) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
