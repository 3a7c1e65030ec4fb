import { z } from "zod";
import { type FakeAccount, Label, refused, User } from "./accounts.ts";

export const stackInputs = {
  "stack-apply": z.strictObject({
    user: User,
    stack: Label,
    home: Label,
    compose: z.string().min(1).max(6_291_456),
    files: z.record(z.string(), z.string()).optional(),
    seed: z.record(z.string(), z.string()),
    join: z.array(z.strictObject({ stack: Label, alias: Label })).optional(),
    after: z.array(Label).optional(),
    waitSeconds: z.int().min(0).max(20),
  }),
  "stack-stop": z.strictObject({ user: User, stack: Label }),
  "stack-remove": z.strictObject({ user: User, stack: Label }),
  "volume-remove": z.strictObject({ user: User, home: Label, volume: Label }),
};
type Input<P extends keyof typeof stackInputs> = z.output<(typeof stackInputs)[P]>;

export interface FakeStack {
  state: "healthy" | "starting" | "stopped" | "failed";
  home: string;
  /** What visitors reach it by; without one it is a database, or something else that other stacks alone reach. */
  port: number | undefined;
  /** Stacks of the same home that are on its network, by alias. */
  joined: ReadonlyMap<string, string>;
  /** What it mounts, by the names on the node. */
  volumes: readonly string[];
}

const volumesOf = (compose: string): string[] =>
  [...compose.matchAll(/"name": "([^"]+)"/g)].flatMap(([, name]) => name ?? []).slice(1);

export interface StacksOfNode {
  /** What was applied as stacks, oldest first. */
  readonly applied: Pick<Input<"stack-apply">, "stack" | "compose" | "files">[];
  /** What the next stack that is applied, or waited for, answers with; `healthy` otherwise. */
  nextStates: ("healthy" | "starting" | "failed")[];
}

/** `shared`: the images that all accounts have. */
export const stackWork = (
  node: StacksOfNode,
  shared: ReadonlySet<string>,
  accounts: ReadonlyMap<string, FakeAccount>,
  account: (user: string) => FakeAccount,
) => ({
  "stack-apply"({ user, stack, home, compose, files, seed, join, after }: Input<"stack-apply">) {
    node.applied.push({ stack, compose, files });
    const { stacks, homes, ports, images: own, volumes } = account(user);
    for (const other of [...(join ?? []).map((one) => one.stack), ...(after ?? [])]) {
      if (stacks.get(other)?.home === home && other !== stack) continue;
      throw refused("stack.unknown", `There is no stack called ${other} in ${home}.`);
    }
    for (const name of after ?? []) {
      const other = stacks.get(name);
      if (other?.state === "starting") other.state = node.nextStates.shift() ?? "healthy";
      if (other && other.state !== "healthy") {
        return { state: other.state, after: name, ...(other.state === "failed" && { message: "exited with 1" }) };
      }
    }
    const joined = join ? new Map(join.map((other) => [other.alias, other.stack])) : stacks.get(stack)?.joined;
    const published = /127\.0\.0\.1:(\d+):/.exec(compose)?.[1];
    const port = published === undefined ? undefined : Number(published);
    const reachable = port === undefined || ports.includes(port);
    const missing = [...compose.matchAll(/"?image"?: *"?([^"\s]+)/g)]
      .map(([, image = ""]) => image)
      .find((image) => !shared.has(image) && !own.has(image));
    const possible = reachable && !missing;
    const message = !reachable ? `port ${port} is not this account's` : (missing ?? "exited with 1");
    const state = possible ? (node.nextStates.shift() ?? "healthy") : "failed";
    const mounted = volumesOf(compose);
    for (const volume of mounted) volumes.add(volume);
    stacks.set(stack, { state, port, home, joined: joined ?? new Map(), volumes: mounted });
    homes.set(home, { ...seed, ...homes.get(home) });
    return { state, ...(state === "failed" && { message }) };
  },

  "stack-stop"({ user, stack }: Input<"stack-stop">) {
    const found = accounts.get(user)?.stacks.get(stack);
    if (!found) return { state: "absent" };
    found.state = "stopped";
    return { state: "stopped" };
  },

  "stack-remove"({ user, stack }: Input<"stack-remove">) {
    const { stacks, homes, volumes } = accounts.get(user) ?? {};
    for (const [name, { home }] of stacks ?? []) if (name === stack || home === stack) stacks?.delete(name);
    if (homes?.delete(stack)) for (const name of volumes ?? []) if (name.startsWith(`${stack}-`)) volumes?.delete(name);
    return { state: "absent" };
  },

  "volume-remove"({ user, home, volume }: Input<"volume-remove">) {
    const { stacks, volumes } = account(user);
    const name = `${home}-${volume}`;
    const isMounted = [...stacks.values()].some((stack) => stack.volumes.includes(name));
    if (isMounted) throw refused("volume.in_use", "A container still mounts this volume.");
    volumes.delete(name);
    return { state: "absent" };
  },
});
