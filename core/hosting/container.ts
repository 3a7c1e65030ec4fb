import { createHash } from "node:crypto";
import type { Secret } from "../kernel/secret.ts";
import type { Stack } from "./template.ts";

/** Where every container of ours listens. */
const ownPort = 8080;

/** Of what rootless containers may do within their account's own ids, what no app needs. */
export const neverNeeded: readonly string[] = ["AUDIT_WRITE", "MKNOD", "NET_RAW"];

/** Asks a container that may hold nothing but its program for its health: a shell without libraries, and what it is to do. */
const probe = { shell: "/.rookery/busybox", script: "/.rookery/answers" };
const probeMounts = [`/usr/bin/busybox:${probe.shell}:ro`, `/usr/local/share/rookery/answers:${probe.script}:ro`];

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
  /** Where it listens, unless on the port of our images. */
  containerPort?: number;
  /** Not made for here: it writes to its own root, and may begin as root and change users, as Docker lets it. */
  foreign?: true;
  /** Asked for health in place of what the image asks for. */
  healthPath?: string | undefined;
  seed?: Stack["seed"];
  /** Starts, and is healthy, while what it comes after is still on its way up. */
  early?: true;
}

/** A stack of one container. It runs without privileges on a root that it cannot write to, unless its image is a foreign one. */
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
    containerPort = ownPort,
    foreign = false,
    healthPath,
  } = container;
  const probed = foreign && healthPath !== undefined;
  const mounts = [
    ...Object.entries(folders).map(([target, folder]) => `./${folder}:${target}:ro`),
    ...Object.entries(volumes).map(([target, volume]) => `${volume}:${target}`),
    ...(probed ? probeMounts : []),
  ];
  const secretNames = Object.keys(secrets);
  const compose = {
    name: container.stack,
    ...(container.early && { "x-rookery-early": true }),
    services: {
      [name]: {
        image: container.image,
        ...(command && { command: command.map(literal) }),
        ...(container.init === true && { init: true }),
        ...(foreign ? { cap_drop: neverNeeded } : { read_only: true, cap_drop: ["ALL"], tmpfs: ["/tmp"] }),
        security_opt: ["no-new-privileges"],
        // What keeps dying has to be looked at, and not to keep a processor busy for ever.
        restart: "on-failure:20",
        mem_limit: `${limits.memoryMb}m`,
        pids_limit: limits.processes,
        ...(port !== undefined && { ports: [`127.0.0.1:${port}:${containerPort}`] }),
        ...(Object.keys(environment).length > 0 && { environment: mapValues(environment, literal) }),
        ...(mounts.length > 0 && { volumes: mounts }),
        // Compose does not look into files: a changed secret has to show in the description of the container.
        ...(secretNames.length > 0 && { secrets: secretNames, labels: { "rookery.secrets": digest(secrets) } }),
        ...(healthPath !== undefined && {
          healthcheck: probed
            ? {
                test: ["CMD", probe.shell, "sh", probe.script, String(containerPort), literal(healthPath)],
                ...{ interval: "60s", timeout: "50s", retries: 3 },
              }
            : { test: ["CMD", "answers", String(containerPort), literal(healthPath)] },
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
