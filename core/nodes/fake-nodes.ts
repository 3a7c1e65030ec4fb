import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import type { Server as TlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import type { NodeFacts } from "./facts.ts";
import { accountInputs, accountOf, accountWork, type FakeAccount, refused } from "./fake/accounts.ts";
import { type BuildsOfNode, buildInputs, buildWork } from "./fake/builds.ts";
import { type ImagesOfNode, imageInputs, imageWork } from "./fake/images.ts";
import {
  type FakeRoute,
  fakeIngress,
  fakeTlsIngress,
  type IngressOfNode,
  ingressInputs,
  ingressWork,
} from "./fake/ingress.ts";
import { type LogsOfNode, logInputs, logWork } from "./fake/logs.ts";
import { type RunsOfNode, runInputs, runWork } from "./fake/runs.ts";
import { type StacksOfNode, stackInputs, stackWork } from "./fake/stacks.ts";
import type { NodeAddress, NodeShells } from "./ports.ts";

const inputs = {
  "node-facts": z.strictObject({}),
  "node-metrics": z.strictObject({ after: z.iso.datetime().optional() }),
  ...accountInputs,
  ...imageInputs,
  ...stackInputs,
  ...logInputs,
  ...ingressInputs,
  ...buildInputs,
  ...runInputs,
};
export type Primitive = keyof typeof inputs;
type Input<P extends Primitive> = z.output<(typeof inputs)[P]>;

/** A node in memory, for tests: as strict as a real one, with an ingress that answers real requests. */
export interface FakeNode extends ImagesOfNode, StacksOfNode, LogsOfNode, IngressOfNode, BuildsOfNode, RunsOfNode {
  readonly address: NodeAddress & { httpPort: number; httpsPort: number };
  /** Names of the primitives that ran, oldest first. */
  readonly calls: Primitive[];
  facts: NodeFacts;
  /** The next `times` calls fail: before anything was done, or after everything was and only the answer was lost. */
  fail(primitive: Primitive, when: "before" | "after", times?: number, error?: () => Error): void;
  /** Runs once before the next call's work, as another caller would. */
  meanwhile(primitive: Primitive, run: () => Promise<unknown>): void;
  reachable: boolean;
  /** What it answers when it is asked what its sites have used. */
  metrics: unknown;
}

export interface FakeNodes extends NodeShells {
  start(): Promise<FakeNode>;
}

const unreachable = () => new DomainError("unavailable", "node.unreachable", "The node cannot be reached.");

export function fakeNodes(): FakeNodes {
  const nodes = new Map<string, { node: FakeNode; run(name: string, input: unknown): Promise<unknown> }>();
  const servers: (Server | TlsServer)[] = [];
  return {
    async start() {
      const { node, run, servers: started } = await startNode();
      nodes.set(`${node.address.host}:${node.address.port}`, { node, run });
      servers.push(...started);
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

async function startNode() {
  const accounts = new Map<string, FakeAccount>();
  const routes = new Map<string, FakeRoute>();
  const sharedImages = new Set<string>();
  const failures: { primitive: Primitive; when: "before" | "after"; error: () => Error }[] = [];
  const interludes: { primitive: Primitive; run: () => Promise<unknown> }[] = [];

  const servers = [fakeIngress(() => node), fakeTlsIngress(() => node)] as const;
  for (const server of servers) await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const [httpPort, httpsPort] = servers.map((server) => (server.address() as AddressInfo).port) as [number, number];

  const node: FakeNode = {
    address: {
      host: "127.0.0.1",
      // Nobody listens there: what a node's port would be.
      port: httpPort,
      httpPort,
      httpsPort,
      hostKey: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5${randomBytes(36).toString("base64")}`,
    },
    accounts,
    routes,
    calls: [],
    applied: [],
    written: [],
    nextPulls: [],
    registry: new Map(),
    locked: new Map(),
    nextStates: [],
    nextImages: [],
    nextBuilds: [],
    lookedAt: [],
    nextLooks: [],
    runs: new Map(),
    jobs: new Map(),
    reachable: true,
    certificates: new Map(),
    challenges: new Map(),
    connections: new Map(),
    metrics: null,
    pages: new Map(),
    facts: {
      contract: 6,
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

  const account = accountOf(accounts);
  const work: { [P in Primitive]: (input: Input<P>) => unknown } = {
    "node-facts": () => node.facts,
    "node-metrics": () => node.metrics,
    ...accountWork(accounts),
    ...imageWork(node, sharedImages, account),
    ...stackWork(node, sharedImages, accounts, account),
    ...logWork(node, account),
    ...ingressWork(node, routes),
    ...buildWork(node, account),
    ...runWork(node, account),
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
  return { node, run, servers };
}
