import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import type { NodeFacts } from "./facts.ts";
import { type BuildEnd, buildInputs, buildWork, type FakeBuild } from "./fake-builds.ts";
import type { NodeAddress, NodeShells } from "./ports.ts";

const User = z.string().regex(/^c-[a-z0-9]{4,28}$/);
const Label = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
const Port = z.int().min(10_000).max(29_999);

const inputs = {
  "node-facts": z.strictObject({}),
  "account-ensure": z.strictObject({
    user: User,
    slot: z.int().min(1).max(30_000),
    limits: z.strictObject({
      memoryMb: z.int().min(64),
      cpuPercent: z.int().min(5),
      processes: z.int().min(32),
      diskMb: z.int().min(64),
    }),
    ports: z.array(Port).max(500),
  }),
  "account-remove": z.strictObject({ user: User }),
  "image-pull": z.strictObject({
    user: User,
    image: z.string().regex(/^[a-z0-9.:-]+\/[a-z0-9./_-]+(?::[\w.-]+|@sha256:[0-9a-f]{64})$/),
    waitSeconds: z.int().min(0).max(20),
  }),
  "image-ensure": z.strictObject({ name: Label, waitSeconds: z.int().min(0).max(20).optional() }),
  "stack-apply": z.strictObject({
    user: User,
    stack: Label,
    home: Label,
    compose: z.string().min(1),
    files: z.record(z.string(), z.string()).optional(),
    seed: z.record(z.string(), z.string()),
    join: z.array(z.strictObject({ stack: Label, alias: Label })).optional(),
    waitSeconds: z.int().min(0).max(20),
  }),
  "stack-stop": z.strictObject({ user: User, stack: Label }),
  "stack-remove": z.strictObject({ user: User, stack: Label }),
  "route-put": z.strictObject({
    site: Label,
    hosts: z.array(z.string()).min(1),
    port: Port,
    state: z.enum(["live", "maintenance", "suspended"]),
    redirects: z
      .array(
        z.strictObject({
          from: z.string(),
          to: z.string().regex(/^(https?:\/\/[a-z0-9.-]+(:\d+)?)?(\/[\w.~!&()*+,;=:@%/?#'-]*)?$/),
          code: z.literal([301, 302, 307, 308]),
          keepPath: z.boolean(),
        }),
      )
      .optional(),
    auth: z
      .strictObject({
        realm: z.string().regex(/^[A-Za-z0-9 ._-]{1,60}$/),
        users: z
          .array(z.strictObject({ name: z.string(), hash: z.string().regex(/^\$7\$[./\w]{11,75}\$[./\w]{43}$/) }))
          .min(1),
      })
      .optional(),
    pass: z
      .string()
      .regex(/^[\w-]{20,100}$/)
      .optional(),
  }),
  "route-remove": z.strictObject({ site: Label }),
  "port-connections": z.strictObject({ port: Port }),
  "node-metrics": z.strictObject({ after: z.iso.datetime().optional() }),
  ...buildInputs,
};
export type Primitive = keyof typeof inputs;
type Input<P extends Primitive> = z.output<(typeof inputs)[P]>;

interface FakeStack {
  state: "healthy" | "starting" | "stopped" | "failed";
  home: string;
  /** What visitors reach it by; without one it is a database, or something else that other stacks alone reach. */
  port: number | undefined;
  /** Stacks of the same home that are on its network, by alias. */
  joined: ReadonlyMap<string, string>;
}

interface Account {
  slot: number;
  limits: Input<"account-ensure">["limits"];
  ports: number[];
  stacks: Map<string, FakeStack>;
  /** What belongs to the customer, by home. */
  homes: Map<string, Record<string, string>>;
  builds: Map<string, FakeBuild>;
  /** Its own: what builds made. */
  images: Set<string>;
}

/** A node in memory, for tests: as strict as a real one, with an ingress that answers real requests. */
export interface FakeNode {
  readonly address: NodeAddress & { httpPort: number };
  readonly accounts: ReadonlyMap<string, Account>;
  readonly routes: ReadonlyMap<string, Input<"route-put">>;
  /** Names of the primitives that ran, oldest first. */
  readonly calls: Primitive[];
  /** What was applied as stacks, oldest first. */
  readonly applied: Pick<Input<"stack-apply">, "stack" | "compose" | "files">[];
  facts: NodeFacts;
  /** The next `times` calls fail: before anything was done, or after everything was and only the answer was lost. */
  fail(primitive: Primitive, when: "before" | "after", times?: number, error?: () => Error): void;
  /** Runs once before the next call's work, as another caller would. */
  meanwhile(primitive: Primitive, run: () => Promise<unknown>): void;
  /** What the next stack that is applied answers with; `healthy` otherwise. */
  nextStates: ("starting" | "failed")[];
  /** What the next image that is asked of a registry is; `ready` otherwise. */
  nextPulls: "pulling"[];
  /** The digests behind the names that registries know. */
  registry: Map<string, string>;
  /** What the next image that is asked for is; `ready` otherwise. */
  nextImages: ("building" | "failed")[];
  /** What the next build ends with; it makes its image otherwise. */
  nextBuilds: BuildEnd[];
  reachable: boolean;
  /** What it answers when it is asked what its sites have used. */
  metrics: unknown;
  /** How many are open, by port. */
  connections: Map<number, number>;
  /** What the first page of whatever runs on a port answers with; 200 otherwise. */
  pages: Map<number, number>;
}

export interface FakeNodes extends NodeShells {
  start(): Promise<FakeNode>;
}

const refused = (code: string, message: string) => new DomainError("conflict", code, message);
const unreachable = () => new DomainError("unavailable", "node.unreachable", "The node cannot be reached.");

export function fakeNodes(): FakeNodes {
  const nodes = new Map<string, { node: FakeNode; run(name: string, input: unknown): Promise<unknown> }>();
  const servers: Server[] = [];
  return {
    async start() {
      const { node, run, server } = await startNode();
      nodes.set(`${node.address.host}:${node.address.port}`, { node, run });
      servers.push(server);
      return node;
    },
    on: ({ host, port, hostKey }) => ({
      async primitive(name, input) {
        const found = nodes.get(`${host}:${port}`);
        if (!found?.node.reachable) throw unreachable();
        if (found.node.address.hostKey !== hostKey) throw refused("node.wrong_host_key", "This is another machine.");
        return found.run(name, input);
      },
    }),
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

const containers = join(import.meta.dirname, "../../node-bootstrap/containers");

/** An image of this platform, in the version that its nodes make. */
function imageOf(name: string): string | undefined {
  try {
    return `localhost/rookery/${name}:${readFileSync(join(containers, name, "VERSION"), "utf8").trim()}`;
  } catch {
    return undefined;
  }
}

async function startNode() {
  const accounts = new Map<string, Account>();
  const routes = new Map<string, Input<"route-put">>();
  const usedSlots = new Set<number>();
  const images = new Set<string>();
  const failures: { primitive: Primitive; when: "before" | "after"; error: () => Error }[] = [];
  const interludes: { primitive: Primitive; run: () => Promise<unknown> }[] = [];

  const server = createServer((request, response) => {
    const host = request.headers.host?.split(":")[0] ?? "";
    const route = [...routes.values()].find(({ hosts }) => hosts.includes(host));
    const stacks = [...accounts.values()].flatMap(({ stacks }) => [...stacks.values()]);
    const up = stacks.some(({ state, port }) => state === "healthy" && port === route?.port);
    const moved = route?.state === "suspended" ? undefined : route?.redirects?.find(({ from }) => from === host);
    const passes = route?.pass !== undefined && request.headers.cookie === `rookery_pass=${route.pass}`;
    const shut = route?.state === "suspended" || (route?.state === "maintenance" && !passes);
    const page = moved?.code ?? (shut || !up ? 503 : route?.auth && !passes ? 401 : undefined);
    response.statusCode = !route ? 404 : (page ?? node.pages.get(route.port) ?? 200);
    response.end(`${host}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const httpPort = (server.address() as AddressInfo).port;

  const account = (user: string): Account => {
    const found = accounts.get(user);
    if (!found) throw refused("account.unknown", `${user} is not an account of this platform.`);
    return found;
  };

  const node: FakeNode = {
    address: {
      host: "127.0.0.1",
      // Nobody listens there: what a node's port would be.
      port: httpPort,
      httpPort,
      hostKey: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${randomBytes(36).toString("base64")}`,
    },
    accounts,
    routes,
    calls: [],
    applied: [],
    nextPulls: [],
    registry: new Map(),
    nextStates: [],
    nextImages: [],
    nextBuilds: [],
    reachable: true,
    connections: new Map(),
    metrics: null,
    pages: new Map(),
    facts: {
      contract: 3,
      os: "Debian GNU/Linux 13 (trixie)",
      kernel: "6.12",
      podmanVersion: "5.4.2",
      cpus: 4,
      memoryMb: 4096,
      memoryUsedMb: 512,
      diskMb: 40_000,
      diskUsedMb: 2000,
    },
    fail(primitive, when, times = 1, error = unreachable) {
      for (let time = 0; time < times; time++) failures.push({ primitive, when, error });
    },
    meanwhile: (primitive, run) => void interludes.push({ primitive, run }),
  };

  const work: { [P in Primitive]: (input: Input<P>) => unknown } = {
    "node-facts": () => node.facts,
    "account-ensure"({ user, slot, limits, ports }) {
      for (const [name, other] of accounts) {
        if (name === user) continue;
        if (other.slot === slot) throw refused("account.slot_taken", "The slot belongs to another account.");
        if (ports.some((port) => other.ports.includes(port))) throw refused("account.port_taken", "A port is taken.");
      }
      const mine = accounts.get(user);
      if (mine && mine.slot !== slot) throw refused("account.slot_differs", "It was made with another slot.");
      if (!mine && usedSlots.has(slot)) throw refused("account.slot_used", "The slot was used before.");
      const { stacks = new Map(), homes = new Map(), builds = new Map(), images = new Set<string>() } = mine ?? {};
      accounts.set(user, { stacks, homes, builds, images, slot, limits, ports });
      return { user };
    },
    "account-remove"({ user }) {
      const mine = accounts.get(user);
      if (mine) usedSlots.add(mine.slot);
      accounts.delete(user);
      return { user, removed: true };
    },
    "image-ensure"({ name }) {
      const image = imageOf(name);
      if (image === undefined) throw refused("image.unknown", `This node has no image called ${name}.`);
      const state = node.nextImages.shift() ?? "ready";
      if (state === "failed") throw refused("image.failed", `The image ${name} was not built: no space left`);
      if (state === "ready") images.add(image);
      return { name, image, state };
    },
    "image-pull"({ user, image }) {
      const own = account(user).images;
      if (own.has(image)) return { state: "ready", image };
      const digest = image.split("@")[1] ?? node.registry.get(image);
      if (digest === undefined) throw refused("image.unknown", `The registry has no image ${image}.`);
      if (node.nextPulls.shift()) return { state: "pulling", image };
      const exact = `${image.split("@")[0]?.replace(/:[^/:]*$/, "")}@${digest}`;
      own.add(exact);
      return { state: "ready", image: exact };
    },
    "stack-apply"({ user, stack, home, compose, files, seed, join }) {
      node.applied.push({ stack, compose, files });
      const { stacks, homes, ports, images: own } = account(user);
      for (const other of join ?? []) {
        if (stacks.get(other.stack)?.home === home && other.stack !== stack) continue;
        throw refused("stack.unknown", `There is no stack called ${other.stack} in ${home}.`);
      }
      const joined = join ? new Map(join.map((other) => [other.alias, other.stack])) : stacks.get(stack)?.joined;
      const published = /127\.0\.0\.1:(\d+):/.exec(compose)?.[1];
      const port = published === undefined ? undefined : Number(published);
      const reachable = port === undefined || ports.includes(port);
      const missing = [
        ...compose.matchAll(/localhost\/[a-z0-9/:-]+|[a-z0-9.]+\/[a-z0-9./_-]+@sha256:[0-9a-f]{64}/g),
      ].find(([image]) => !images.has(image) && !own.has(image));
      const possible = reachable && !missing;
      const message = !reachable ? `port ${port} is not this account's` : (missing ?? "exited with 1");
      const state = possible ? (node.nextStates.shift() ?? "healthy") : "failed";
      stacks.set(stack, { state, port, home, joined: joined ?? new Map() });
      homes.set(home, { ...seed, ...homes.get(home) });
      return { state, ...(state === "failed" && { message }) };
    },
    "stack-stop"({ user, stack }) {
      const found = accounts.get(user)?.stacks.get(stack);
      if (!found) return { state: "absent" };
      found.state = "stopped";
      return { state: "stopped" };
    },
    "stack-remove"({ user, stack }) {
      const { stacks, homes } = accounts.get(user) ?? {};
      for (const [name, { home }] of stacks ?? []) if (name === stack || home === stack) stacks?.delete(name);
      homes?.delete(stack);
      return { state: "absent" };
    },
    "route-put"(route) {
      for (const [site, { hosts }] of routes) {
        if (site !== route.site && hosts.some((host) => route.hosts.includes(host))) {
          throw refused("route.host_taken", "The host is answered by another site.");
        }
      }
      routes.set(route.site, route);
      return { site: route.site, state: route.state };
    },
    ...buildWork(account, () => node.nextBuilds.shift()),
    "node-metrics": () => node.metrics,
    "port-connections": ({ port }) => ({ port, connections: node.connections.get(port) ?? 0 }),
    "route-remove"({ site }) {
      routes.delete(site);
      return { site, removed: true };
    },
  };

  async function run(name: string, input: unknown): Promise<unknown> {
    if (!(name in inputs)) throw refused("door.refused", `${name} is no primitive.`);
    const primitive = name as Primitive;
    node.calls.push(primitive);
    const interlude = interludes.findIndex((entry) => entry.primitive === primitive);
    if (interlude !== -1) await interludes.splice(interlude, 1)[0]?.run();
    const parsed = inputs[primitive].safeParse(JSON.parse(JSON.stringify(input)));
    if (!parsed.success) throw refused("input.invalid", z.prettifyError(parsed.error));
    const at = failures.findIndex((entry) => entry.primitive === primitive);
    const failure = at === -1 ? undefined : failures.splice(at, 1)[0];
    if (failure?.when === "before") throw failure.error();
    const answer = work[primitive](parsed.data as never);
    if (failure) throw failure.error();
    return structuredClone(answer);
  }
  return { node, run, server };
}
