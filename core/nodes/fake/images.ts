import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type FakeAccount, Label, refused, User } from "./accounts.ts";

const imageName = z.string().regex(/^[a-z0-9.:-]+\/[a-z0-9./_-]+(?::[\w.-]+|@sha256:[0-9a-f]{64})$/);

export const imageInputs = {
  "image-pull": z.strictObject({
    user: User,
    image: imageName,
    credentials: z.strictObject({ username: z.string().regex(/^[^:]+$/), password: z.string().min(1) }).optional(),
    waitSeconds: z.int().min(0).max(20),
  }),
  "image-pull-stop": z.strictObject({ user: User, image: imageName }),
  "image-ensure": z.strictObject({ name: Label, waitSeconds: z.int().min(0).max(20).optional() }),
};
type Input<P extends keyof typeof imageInputs> = z.output<(typeof imageInputs)[P]>;

export interface ImagesOfNode {
  /** What the next image that is asked of a registry is; `ready` otherwise. */
  nextPulls: "pulling"[];
  /** Who and what opens private images, by the names of these. */
  locked: Map<string, string>;
  /** The digests behind the names that registries know. */
  registry: Map<string, string>;
  /** What the next image that is asked for is; `ready` otherwise. */
  nextImages: ("building" | "failed")[];
}

const containers = join(import.meta.dirname, "../../../node-bootstrap/containers");

/** An image of this platform, in the version that its nodes make. */
function imageOf(name: string): string | undefined {
  try {
    return `localhost/rookery/${name}:${readFileSync(join(containers, name, "VERSION"), "utf8").trim()}`;
  } catch {
    return undefined;
  }
}

/** `shared`: the images of the platform that are there, for all accounts. */
export const imageWork = (node: ImagesOfNode, shared: Set<string>, account: (user: string) => FakeAccount) => ({
  "image-ensure"({ name }: Input<"image-ensure">) {
    const image = imageOf(name);
    if (image === undefined) throw refused("image.unknown", `This node has no image called ${name}.`);
    const state = node.nextImages.shift() ?? "ready";
    if (state === "failed") throw refused("image.failed", `The image ${name} was not built: no space left`);
    if (state === "ready") shared.add(image);
    return { name, image, state };
  },

  "image-pull"({ user, image, credentials }: Input<"image-pull">) {
    const { images: own, pulling } = account(user);
    if (own.has(image)) return { state: "ready", image };
    const digest = image.split("@")[1] ?? node.registry.get(image);
    if (digest === undefined) throw refused("image.unknown", `The registry has no image ${image}.`);
    const lock = node.locked.get(image);
    if (lock !== undefined && lock !== `${credentials?.username}:${credentials?.password}`) {
      throw refused("image.denied", `The registry does not hand ${image} out.`);
    }
    if (node.nextPulls.shift()) {
      pulling.add(image);
      return { state: "pulling", image };
    }
    pulling.delete(image);
    const exact = `${image.split("@")[0]?.replace(/:[^/:]*$/, "")}@${digest}`;
    own.add(exact);
    return { state: "ready", image: exact };
  },

  "image-pull-stop"({ user, image }: Input<"image-pull-stop">) {
    account(user).pulling.delete(image);
    return { state: "absent" };
  },
});
