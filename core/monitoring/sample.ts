import { z } from "zod";
import { timeBounds } from "./metrics.state.ts";

const Count = z.number().int().min(0);
const User = z.string().regex(/^c-[a-z0-9]{4,28}$/);
const Stack = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);

/** The answer of the node's primitive `node-metrics`: counters that go up until whatever they count starts anew. */
export const NodeSample = z.object({
  at: z.iso.datetime(),
  /** Where the kernel gives control groups no memory controller, what processes hold by themselves is added up. */
  memoryFrom: z.enum(["group", "processes"]),
  node: z.object({
    cpus: Count,
    cpuMs: Count,
    memoryMb: Count,
    memoryUsedMb: Count,
    diskMb: Count,
    diskUsedMb: Count,
  }),
  /** What accounts take of the disk, and may take. None where the node does not count it. */
  accounts: z.array(z.object({ user: User, diskUsedMb: Count, diskLimitMb: Count })).default([]),
  containers: z.array(
    z.object({
      user: User,
      stack: Stack,
      id: z.string(),
      cpuMs: Count,
      memoryBytes: Count,
      memoryPeakBytes: Count.nullable(),
      processes: Count,
    }),
  ),
  sites: z.array(
    z.object({
      site: Stack,
      /** By class: 1xx to 5xx. */
      answers: z.array(Count).length(5),
      bytesIn: Count,
      bytesOut: Count,
      times: z.array(Count).length(timeBounds.length + 1),
    }),
  ),
  exits: z.array(
    z.object({
      user: User,
      stack: Stack,
      service: z.string(),
      at: z.iso.datetime(),
      exitCode: z.int(),
      restarted: z.boolean(),
      memoryUsedUp: z.boolean(),
    }),
  ),
  /** Commands that have ended. */
  runs: z.array(
    z.object({
      user: User,
      home: Stack,
      job: Stack.nullable(),
      run: Stack,
      startedAt: z.iso.datetime(),
      at: z.iso.datetime(),
      exitCode: z.int().nullable(),
      reason: z.string(),
    }),
  ),
});
export type NodeSample = z.infer<typeof NodeSample>;

/** What was used between two samples. */
export interface Usage {
  cpuMs: number;
  memoryBytes: number;
  memoryPeakBytes: number;
  processes: number;
  answers: number[];
  bytesIn: number;
  bytesOut: number;
  times: number[];
}

const nothing = (): Usage => ({
  cpuMs: 0,
  memoryBytes: 0,
  memoryPeakBytes: 0,
  processes: 0,
  answers: [0, 0, 0, 0, 0],
  bytesIn: 0,
  bytesOut: 0,
  times: new Array<number>(timeBounds.length + 1).fill(0),
});

/** A counter that fell has begun anew. */
const since = (before: number | undefined, now: number): number =>
  before === undefined || now < before ? now : now - before;

/** By what containers and sites belong to: `ownerOf` names it by a stack or a site. */
export function usageBetween(
  before: NodeSample,
  now: NodeSample,
  ownerOf: (name: string) => string | undefined,
): Map<string, Usage> {
  const usages = new Map<string, Usage>();
  const of = (name: string): Usage | undefined => {
    const owner = ownerOf(name);
    if (owner === undefined) return undefined;
    const usage = usages.get(owner) ?? nothing();
    usages.set(owner, usage);
    return usage;
  };
  const containers = new Map(before.containers.map((one) => [one.id, one]));
  for (const container of now.containers) {
    const usage = of(container.stack);
    if (!usage) continue;
    const earlier = containers.get(container.id);
    usage.cpuMs += since(earlier?.cpuMs, container.cpuMs);
    usage.memoryBytes += container.memoryBytes;
    usage.processes += container.processes;
    // The kernel's peak is of the container's whole life: it is of this round when it rose.
    const { memoryPeakBytes: peak } = container;
    const rose = peak !== null && peak > (earlier?.memoryPeakBytes ?? 0);
    usage.memoryPeakBytes += rose ? peak : container.memoryBytes;
  }
  const sites = new Map(before.sites.map((one) => [one.site, one]));
  const sum = ({ answers }: { answers: readonly number[] }) => answers.reduce((total, count) => total + count, 0);
  for (const site of now.sites) {
    const usage = of(site.site);
    if (!usage) continue;
    const known = sites.get(site.site);
    const earlier = known && sum(known) <= sum(site) ? known : undefined;
    usage.answers = usage.answers.map(
      (count, index) => count + since(earlier?.answers[index], site.answers[index] ?? 0),
    );
    usage.times = usage.times.map((count, index) => count + since(earlier?.times[index], site.times[index] ?? 0));
    usage.bytesIn += since(earlier?.bytesIn, site.bytesIn);
    usage.bytesOut += since(earlier?.bytesOut, site.bytesOut);
  }
  return usages;
}

/** What the node itself used. */
export const nodeUsageBetween = (before: NodeSample, now: NodeSample) => ({
  ...now.node,
  cpuMs: since(before.node.cpuMs, now.node.cpuMs),
});
