import { z } from "zod";
import type { Stack } from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { NodeFacts, type NodeShell } from "../nodes/index.ts";
import type { ImageLogin } from "../registries/index.ts";

/** The Unix user of an account, the same on every node. */
export const userOf = (accountId: Id<"account">): string => `c-${accountId.slice("acc_".length).toLowerCase()}`;

export interface AccountLimits {
  memoryMb: number;
  cpuPercent: number;
  processes: number;
  diskMb: number;
}

/** A stack of the same home whose containers are on the networks of a release, as `alias`: a database beside an app. */
export interface Joined {
  stack: string;
  alias: string;
}

const StackState = z.object({
  state: z.enum(["healthy", "starting", "failed", "stopped", "absent"]),
  message: z.string().optional(),
  /** Which of those that it comes after this is about. */
  after: z.string().optional(),
});
const Connections = z.object({ connections: z.int() });
const PlatformImage = z.object({ image: z.string(), state: z.enum(["ready", "building"]) });
const Pulled = z.object({ state: z.enum(["ready", "pulling"]), image: z.string() });
const Stopped = z.object({ state: z.enum(["stopped", "stopping", "absent"]) });

/** node-bootstrap's primitives with types; node-bootstrap/README.md is their contract. All of them converge when repeated. */
export const primitives = (shell: NodeShell) => ({
  facts: async () => NodeFacts.parse(await shell.primitive("node-facts", {})),

  ensureAccount: (input: { user: string; slot: number; limits: AccountLimits; ports: number[] }) =>
    shell.primitive("account-ensure", input),

  removeAccount: (user: string) => shell.primitive("account-remove", { user }),

  /** One of the platform's own. `building`: it goes on by itself; repeat it to go on waiting. */
  ensureImage: async (name: string) => PlatformImage.parse(await shell.primitive("image-ensure", { name })),

  /** From its registry into the account's own storage; `ready` names it by its digest. `pulling`: as `building`. */
  pullImage: async ({
    login,
    ...input
  }: {
    user: string;
    image: string;
    waitSeconds: number;
    login?: ImageLogin | undefined;
  }) => {
    const credentials = login && { credentials: { username: login.username, password: login.password.reveal() } };
    const options = { timeoutSeconds: input.waitSeconds + 10 };
    return Pulled.parse(await shell.primitive("image-pull", { ...input, ...credentials }, options));
  },

  /** What was downloaded until then stays for the next time. */
  stopPull: (user: string, image: string) => shell.primitive("image-pull-stop", { user, image }),

  /** One of the account's own. It is refused with `image.in_use` while something runs on it. */
  removeImage: (user: string, image: string) => shell.primitive("user-image-remove", { user, image }),

  /**
   * Writes the stack's files, starts it once the stacks that it comes `after` are healthy, and waits for its health, at most
   * `waitSeconds`; with none, its start begins.
   */
  applyStack: async (
    input: {
      user: string;
      stack: string;
      home: string;
      waitSeconds: number;
      join?: readonly Joined[];
      after?: readonly string[];
    } & Stack,
  ) =>
    StackState.parse(
      await shell.primitive("stack-apply", input, { timeoutSeconds: Math.max(input.waitSeconds, 5) + 5 }),
    ),

  /** How many connections to a site port are open. */
  connectionsTo: async (port: number) =>
    Connections.parse(await shell.primitive("port-connections", { port })).connections,

  /** `stopping`: repeat it to go on waiting. */
  stopStack: async (user: string, stack: string) => Stopped.parse(await shell.primitive("stack-stop", { user, stack })),

  removeStack: (user: string, stack: string) => unlessGone(shell.primitive("stack-remove", { user, stack })),

  /** With what is in it. It is refused with `volume.in_use` while a container mounts it. */
  removeVolume: (user: string, home: string, volume: string) =>
    unlessGone(shell.primitive("volume-remove", { user, home, volume })),

  putRoute: (input: {
    site: string;
    hosts: string[];
    port: number;
    state: "live" | "maintenance" | "stopped" | "suspended";
    redirects?: { from: string; to: string; code: number; keepPath: boolean }[];
    auth?: { realm: string; users: { name: string; hash: string }[] };
    pass?: string;
    /** Those of `hosts` that answer by https, by the certificates that are on the node. */
    tls?: { hosts: string[]; redirectPort?: number; hstsSeconds?: number };
  }) => shell.primitive("route-put", input),

  /** What the ingress shows at a host of a route that says so. A newer one is shown at once. */
  putCertificate: (input: { host: string; chain: string; key: string }) => shell.primitive("certificate-put", input),

  /** What a host answers to an authority that looks whose it is. */
  putChallenge: (input: { host: string; token: string; answer: string }) => shell.primitive("challenge-put", input),

  removeChallenge: (input: { host: string; token: string }) => shell.primitive("challenge-remove", input),

  removeRoute: (site: string) => shell.primitive("route-remove", { site }),
});

/** Where the account's user has been removed, everything has gone with it. */
async function unlessGone(removal: Promise<unknown>): Promise<void> {
  try {
    await removal;
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "account.unknown") throw error;
  }
}
