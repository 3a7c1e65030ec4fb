import { z } from "zod";
import type { Recipe } from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { NodeShell } from "../nodes/index.ts";
import type * as Sources from "../sources/index.ts";

/** What a node is told of a repository. It may hold a key or a token: it goes to the node on standard input, and nowhere else. */
type NodeRepository = { kind: "git"; url: string; ref: string; key?: string; knownHosts?: string };
export type NodeSource =
  | NodeRepository
  /** The address is signed. */
  | { kind: "archive"; url: string; sha256: string; format: "zip" | "tar.gz" };

const Status = z.object({
  state: z.enum(["building", "built", "failed", "cancelled", "absent"]),
  revision: z.object({ id: z.string(), subject: z.string(), author: z.string(), at: z.string() }).optional(),
  code: z.string().optional(),
  message: z.string().optional(),
  lines: z.array(z.object({ at: z.string(), text: z.string() })),
  cursor: z.string(),
});
export type BuildStatus = z.infer<typeof Status>;

const Look = z.discriminatedUnion("state", [
  z.object({ state: z.literal("found"), commit: z.string() }),
  z.object({ state: z.literal("failed"), code: z.string() }),
]);

export const toRepository = (opened: Sources.OpenedSource, ref: string): NodeRepository => ({
  ...{ kind: "git", url: opened.url.reveal(), ref },
  ...(opened.key && { key: opened.key.reveal() }),
  ...(opened.knownHosts !== undefined && { knownHosts: opened.knownHosts }),
});

/** As `primitives`, of what is built on a node. All of them converge when repeated. */
export const buildPrimitives = (shell: NodeShell) => ({
  /** Whether a repository answers and has a branch. Nothing is fetched. */
  look: async (user: string, source: NodeRepository) =>
    Look.parse(await shell.primitive("source-check", { user, source })),

  /** False: another build of the account is under way there. */
  async start(input: {
    user: string;
    build: string;
    home: string;
    image: string;
    source: NodeSource;
    folder: string;
    recipe: Recipe;
    limits: { memoryMb: number; seconds: number };
  }): Promise<boolean> {
    try {
      await shell.primitive("build-start", input);
      return true;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "node.busy") throw error;
      return false;
    }
  },

  status: async (input: { user: string; build: string; after?: string; limit: number }): Promise<BuildStatus> =>
    Status.parse(await shell.primitive("build-status", input)),

  stop: (user: string, build: string) => shell.primitive("build-stop", { user, build }),

  /** Forgets a build and its log on the node. */
  remove: (user: string, build: string) => shell.primitive("build-remove", { user, build }),

  removeImage: (user: string, image: string) => shell.primitive("user-image-remove", { user, image }),
});
