import { createHash } from "node:crypto";
import { asc, eq } from "drizzle-orm";
import { z } from "zod";
import { may } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, databaseErrorOf, notFound } from "../kernel/errors.ts";
import { Id, newId } from "../kernel/id.ts";
import type { Plan } from "../kernel/long-operation/plan.ts";
import { start } from "../kernel/long-operation/plan.ts";
import { command, query } from "../kernel/operation.ts";
import { only } from "../kernel/rows.ts";
import { servicesOn } from "../services/index.ts";
import { NodeFacts } from "./facts.ts";
import { node } from "./node.sql.ts";
import { mayRunNodes, nodeStates } from "./node.state.ts";
import type { NodeAddress } from "./ports.ts";

export type NodeRow = typeof node.$inferSelect;

export const Node = z
  .object({
    id: Id("node"),
    name: z.string(),
    region: z.string(),
    host: z.string(),
    port: z.int(),
    state: z.enum(nodeStates),
    services: z.int(),
    facts: NodeFacts.nullable(),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    hostKeyFingerprint: z.string(),
    lastSeenAt: z.date().nullable(),
    createdAt: z.date(),
  })
  .meta({ id: "Node" });
export type Node = z.infer<typeof Node>;

export const checkPlan: Plan<"facts"> = {
  kind: "node.check",
  title: "Check the node",
  steps: [{ name: "facts", title: "Connect and ask what it is" }],
  attemptsMax: 3,
  giveUpAfterSeconds: 600,
};

/** Only ed25519: one line as in known_hosts, without host name and comment. */
const HostKey = z
  .string()
  .trim()
  .transform((line) => line.split(/\s+/).slice(0, 2).join(" "))
  .pipe(
    z.string().regex(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5[A-Za-z0-9+/]{48}$/, {
      error: "Paste the node's line from /etc/ssh/ssh_host_ed25519_key.pub.",
    }),
  );

export const add = command({
  name: "node.add",
  input: z.object({
    name: z
      .string()
      .trim()
      .regex(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/, { error: "3 to 40 small letters, digits and hyphens." }),
    region: z.string().trim().min(1, { error: "Enter a region." }).max(40),
    host: z
      .string()
      .trim()
      .regex(/^[a-zA-Z0-9][a-zA-Z0-9.:-]{0,252}$/, { error: "Enter a host name or an address." }),
    port: z.int().min(1).max(65_535).default(22),
    httpPort: z.int().min(1).max(65_535).default(80),
    httpsPort: z.int().min(1).max(65_535).default(443),
    hostKey: HostKey,
  }),
  allow: { ...mayRunNodes, system: true },
  confirm: true,
  async run({ tx, ctx }, input) {
    const row = only(
      await tx
        .insert(node)
        .values({ id: newId("node"), ...input, state: "adding", createdAt: ctx.now() })
        .returning()
        .catch((error: unknown) => {
          throw alreadyThere(error) ?? error;
        }),
    );
    const { event } = await start(tx, ctx, checkPlan, { subject: row.id, accountId: null });
    return { value: await shown(tx, row), audit: { target: row.id, after: input }, events: [event] };
  },
});

const alreadyThere = (cause: unknown) => {
  const constraint = databaseErrorOf(cause)?.constraint;
  const problem = {
    node_name: { path: "name", message: "There is a node of this name." },
    node_address: { path: "host", message: "There is a node at this address." },
  }[constraint ?? ""];
  return problem && new DomainError("conflict", "node.exists", problem.message, { cause, fields: [problem] });
};

/** A node that moved, such as a lab node that was booted again on other ports. Its identity is its name and its host key. */
export const relocate = command({
  name: "node.relocate",
  input: z.object({
    nodeId: Id("node"),
    host: z.string(),
    port: z.int(),
    httpPort: z.int(),
    httpsPort: z.int(),
    hostKey: HostKey,
  }),
  allow: { system: true },
  async run({ tx, ctx }, { nodeId, ...to }) {
    const before = await lock(tx, nodeId);
    const row = only(
      await tx
        .update(node)
        .set({ ...to, state: "adding" })
        .where(eq(node.id, nodeId))
        .returning(),
    );
    const { event } = await start(tx, ctx, checkPlan, { subject: nodeId, accountId: null });
    return { value: null, audit: { target: nodeId, before, after: row }, events: [event] };
  },
});

export const check = command({
  name: "node.check",
  input: z.object({ nodeId: Id("node") }),
  allow: { ...mayRunNodes, system: true },
  async run({ tx, ctx }, { nodeId }) {
    const row = await lock(tx, nodeId);
    const { event } = await start(tx, ctx, checkPlan, { subject: nodeId, accountId: null });
    return { value: await shown(tx, row), audit: { target: nodeId }, events: [event] };
  },
});

export const list = query({
  name: "node.list",
  input: z.object({}),
  allow: { ...may("node:read"), system: true },
  async run({ tx }) {
    const rows = await tx.select().from(node).orderBy(asc(node.name));
    const nodes: Node[] = [];
    // One connection answers one question at a time.
    for (const row of rows) nodes.push(await shown(tx, row));
    return nodes;
  },
});

export const get = query({
  name: "node.get",
  input: z.object({ nodeId: Id("node") }),
  allow: { ...may("node:read"), system: true },
  async run({ tx }, { nodeId }) {
    const [row] = await tx.select().from(node).where(eq(node.id, nodeId));
    if (!row) throw notFound("node");
    return shown(tx, row);
  },
});

/** How to reach a node, for those who work on it. */
export const address = query({
  name: "node.address",
  input: z.object({ nodeId: Id("node") }),
  allow: { system: true },
  run: async ({ tx }, { nodeId }): Promise<NodeAddress> => read(tx, nodeId),
});

/** Where all of them are, as they are called or by their address. */
export const hosts = (tx: Tx) => tx.select({ id: node.id, host: node.host }).from(node);

export async function read(tx: Tx, id: Id<"node">): Promise<NodeRow> {
  const [row] = await tx.select().from(node).where(eq(node.id, id));
  if (!row) throw notFound("node");
  return row;
}

export async function lock(tx: Tx, id: Id<"node">): Promise<NodeRow> {
  const [row] = await tx.select().from(node).where(eq(node.id, id)).for("update");
  if (!row) throw notFound("node");
  return row;
}

async function shown(tx: Tx, row: NodeRow): Promise<Node> {
  const key = Buffer.from(row.hostKey.split(" ")[1] ?? "", "base64");
  return {
    id: row.id,
    name: row.name,
    region: row.region,
    host: row.host,
    port: row.port,
    state: row.state,
    services: await servicesOn(tx, row.id),
    facts: row.facts,
    failure: row.failureCode === null ? null : { code: row.failureCode, message: row.failureMessage ?? "" },
    hostKeyFingerprint: `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`,
    lastSeenAt: row.lastSeenAt,
    createdAt: row.createdAt,
  };
}

export async function update(tx: Tx, id: Id<"node">, change: Partial<NodeRow>): Promise<NodeRow> {
  return only(await tx.update(node).set(change).where(eq(node.id, id)).returning());
}
