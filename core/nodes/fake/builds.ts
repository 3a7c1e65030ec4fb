import { z } from "zod";
import { type FakeAccount, Label, refused, User } from "./accounts.ts";

const Inside = z
  .string()
  .max(500)
  .regex(/^[\w.@+][\w.@+-]*(\/[\w.@+][\w.@+-]*)*$/)
  .refine((path) => !path.split("/").some((part) => part === "." || part === ".."));

const Git = {
  kind: z.literal("git"),
  url: z.string().regex(/^(https:\/\/|ssh:\/\/|[A-Za-z0-9_][\w.-]*@[\w.-]+:)[\x21-\x7e]+$/),
  ref: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9._/+@#=-]{0,199}$/),
  key: z.string().startsWith("-----BEGIN ").max(16_384).optional(),
  knownHosts: z.string().max(16_384).optional(),
};

/** As strict as a node's own, apart from what addresses and refs may look like in detail. */
export const buildInputs = {
  "build-start": z
    .strictObject({
      user: User,
      build: Label,
      home: Label,
      image: z.string().regex(/^localhost\/[a-z0-9-]+:[0-9]{1,9}$/),
      source: z.discriminatedUnion("kind", [
        z.strictObject(Git),
        z.strictObject({
          kind: z.literal("archive"),
          url: z.string().regex(/^https:\/\/[\x21-\x7e]+$/),
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
          format: z.enum(["zip", "tar.gz"]),
        }),
      ]),
      folder: z.union([z.literal(""), Inside]),
      recipe: z.union([
        z.strictObject({ containerfile: z.string().min(1).max(65_536) }),
        z.strictObject({ dockerfile: Inside }),
      ]),
      limits: z.strictObject({ memoryMb: z.int().min(64), seconds: z.int().min(10).max(7200) }),
    })
    .refine(({ home, image }) => image.startsWith(`localhost/${home}:`), "an image of another home"),
  "source-check": z.strictObject({ user: User, source: z.strictObject(Git) }),
  "build-status": z.strictObject({
    user: User,
    build: Label,
    after: z
      .string()
      .regex(/^[0-9]{1,12}$/)
      .optional(),
    limit: z.int().min(1).max(1000).optional(),
  }),
  "build-stop": z.strictObject({ user: User, build: Label }),
  "build-remove": z.strictObject({ user: User, build: Label }),
  "user-image-remove": z.strictObject({ user: User, image: z.string().regex(/^[a-z0-9][\w./:@-]{0,400}$/) }),
};
type Input<P extends keyof typeof buildInputs> = z.output<(typeof buildInputs)[P]>;

/** `never`: it goes on until it is stopped. */
export type BuildEnd = "built" | "never" | { code: string; message: string };

export interface FakeBuild {
  readonly input: Input<"build-start">;
  state: "building" | "built" | "failed" | "cancelled";
  readonly end: BuildEnd;
  readonly lines: { at: string; text: string }[];
}

const revision = {
  id: "5f3c1d2e4b6a79808f1e2d3c4b5a69788796a5b4",
  subject: "Say hello",
  author: "Ann Author",
  at: "2026-11-22T12:00:00+00:00",
};

export interface BuildsOfNode {
  /** What the next build ends with; it makes its image otherwise. */
  nextBuilds: BuildEnd[];
  /** The repositories that were looked at. */
  readonly lookedAt: Input<"source-check">[];
  /** Why the next look at a repository finds nothing; it finds what it looks for otherwise. */
  nextLooks: string[];
}

/** Builds in memory: each is under way until its state has been asked for once. */
export const buildWork = (node: BuildsOfNode, account: (user: string) => FakeAccount) => ({
  "build-start"(input: Input<"build-start">) {
    const { builds } = account(input.user);
    const known = builds.get(input.build);
    if (known) return { state: known.state };
    if ([...builds.values()].some(({ state }) => state === "building")) {
      throw refused("node.busy", "Another build of this account is under way.");
    }
    const { ref, url } = { ref: "the archive", ...input.source };
    const lines = [{ at: new Date().toISOString(), text: `Fetching ${ref} of ${new URL(url, "ssh://x").hostname}` }];
    builds.set(input.build, { input, state: "building", end: node.nextBuilds.shift() ?? "built", lines });
    return { state: "building" };
  },

  "source-check"(input: Input<"source-check">) {
    // Who has no user there yet looks as somebody whom nothing is shown that opens anything.
    if (input.source.key !== undefined || /^https:\/\/[^/]*@/.test(input.source.url)) account(input.user);
    node.lookedAt.push(input);
    const code = node.nextLooks.shift();
    return code === undefined ? { state: "found", commit: revision.id } : { state: "failed", code, message: "No." };
  },

  "build-status"({ user, build, after = "0", limit = 200 }: Input<"build-status">) {
    const { builds, images } = account(user);
    const found = builds.get(build);
    const first = Number(after);
    if (!found) return { state: "absent", lines: [], cursor: after };
    const { state, end, input } = found;
    const lines = found.lines.slice(first, first + limit);
    const failure = state === "failed" && typeof end === "object" ? end : {};
    if (state === "building" && end !== "never") {
      found.state = end === "built" ? "built" : "failed";
      const text = end === "built" ? "The image is ready." : end.message;
      found.lines.push({ at: new Date().toISOString(), text });
      if (end === "built") images.add(input.image);
    }
    return { state, revision, ...failure, lines, cursor: String(first + lines.length) };
  },

  "build-stop"({ user, build }: Input<"build-stop">) {
    const found = account(user).builds.get(build);
    if (found?.state === "building") found.state = "cancelled";
    return { state: found?.state ?? "absent" };
  },

  "build-remove"({ user, build }: Input<"build-remove">) {
    account(user).builds.delete(build);
    return { state: "absent" };
  },

  "user-image-remove"({ user, image }: Input<"user-image-remove">) {
    account(user).images.delete(image);
    return { state: "absent" };
  },
});
