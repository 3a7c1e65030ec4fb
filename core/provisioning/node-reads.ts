import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import type { Ctx } from "../kernel/operation.ts";
import * as Releases from "../releases/index.ts";
import { type NodeReads, noSiteLog } from "../services/index.ts";
import { target } from "./place.ts";
import { userOf } from "./primitives.ts";

const Source = z.object({ stack: z.string(), service: z.string() });
const StackLog = z.object({
  lines: z.array(
    Source.extend({
      ...{ at: z.string(), stream: z.enum(["out", "err"]), text: z.string(), continues: z.boolean() },
      missingUntil: z.string().nullable(),
    }),
  ),
  older: z.string().nullable(),
  newer: z.string().nullable(),
  more: z.boolean(),
  reached: z.string().nullable(),
  sources: z.array(Source),
});

/** Reads straight from the node, as `system`. Who may ask was decided before. */
export const nodeReads = (ctx: Ctx): NodeReads => ({
  async siteLog({ serviceId, release, ...filter }) {
    const found = await target(ctx, { serviceId });
    if (!found) throw new DomainError("conflict", "service.no_node", "This service is on no node.");
    const home = Releases.homeOf(serviceId);
    const input = {
      user: userOf(found.service.accountId),
      home,
      ...(release !== undefined && { stack: `${home}-${release}` }),
      ...filter,
    };
    const shell = ctx.ports.nodes.on(found.node);
    const answer = await shell.primitive("stack-log", input).then(StackLog.parse, (error: unknown) => {
      // Nothing of it has come to the node yet.
      if (error instanceof DomainError && isNothingThere(error)) return undefined;
      throw error;
    });
    if (!answer) return noSiteLog;
    const { lines, sources, ...rest } = answer;
    const releaseOf = (stack: string) => {
      const number = stack.slice(home.length + 1);
      return /^\d+$/.test(number) ? Number(number) : null;
    };
    return {
      lines: lines.map(({ stack, ...line }) => ({ ...line, release: releaseOf(stack) })),
      sources: sources.map(({ stack, service }) => ({ release: releaseOf(stack), service })),
      ...rest,
    };
  },
});

const isNothingThere = ({ code }: DomainError): boolean => code === "stack.unknown" || code === "account.unknown";
