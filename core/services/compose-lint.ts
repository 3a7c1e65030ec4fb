import { eq } from "drizzle-orm";
import { z } from "zod";
import * as Catalog from "../catalog/index.ts";
import { composeCharactersMax } from "../hosting/compose/file-size.state.ts";
import { inLanguage, lintLanguages } from "../hosting/compose/finding-words.state.ts";
import * as Hosting from "../hosting/index.ts";
import { may } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { service } from "./service.sql.ts";

const Position = z.int().min(1);

/** What is wrong with a compose file, and where. Lines and columns count from 1; the end is not part of it. */
export const ComposeLint = z
  .object({
    /** Whether it can be used as it is. */
    usable: z.boolean(),
    findings: z.array(
      z.object({
        code: z.string(),
        severity: z.enum(["error", "warning", "hint"]),
        line: Position,
        column: Position,
        endLine: Position,
        endColumn: Position,
        /** What is wrong, why it is so here, and what to do. */
        message: z.string(),
        fix: z
          .object({
            description: z.string(),
            /** Where it can be done for whoever asks: a part of the text, in UTF-16 units, and what is to stand there. */
            replacement: z.object({ start: z.int(), end: z.int(), text: z.string() }).nullable(),
          })
          .nullable(),
      }),
    ),
  })
  .meta({ id: "ComposeLint" });
type ComposeLint = z.infer<typeof ComposeLint>;

/** Reads a compose file for a plan that is to be ordered, or for a service with its plan and its settings. */
export const lintCompose = query({
  name: "compose.lint",
  input: z.object({
    text: z.string().max(composeCharactersMax),
    planId: Id("plan").optional(),
    serviceId: Id("service").optional(),
    language: z.enum(lintLanguages).default("en"),
  }),
  allow: may("service:read"),
  async run({ tx }, { text, planId, serviceId, language }): Promise<ComposeLint> {
    if ((planId === undefined) === (serviceId === undefined)) {
      throw new DomainError("invalid", "input.invalid", "Say either which plan it is for, or which service.");
    }
    const options = planId === undefined ? await ofService(tx, serviceId) : await ofPlan(tx, planId);
    const { findings, app } = await Hosting.readComposeFile(text, options);
    return {
      usable: app !== undefined,
      findings: (await inLanguage(language, findings)).map(({ path: _, fix, ...finding }) => ({
        ...finding,
        fix: fix ? { description: fix.description, replacement: partOf(fix.replacement) } : null,
      })),
    };
  },
});

const partOf = (replacement: { range: { start: number; end: number }; text: string } | undefined) =>
  replacement ? { ...replacement.range, text: replacement.text } : null;

async function ofPlan(tx: Tx, planId: Id<"plan">) {
  const { name, limits } = await Catalog.onSale(tx, planId);
  return { plan: { name, ...Hosting.composeLimits(limits) } };
}

async function ofService(tx: Tx, serviceId: Id<"service"> | undefined) {
  const [row] = serviceId === undefined ? [] : await tx.select().from(service).where(eq(service.id, serviceId));
  if (!row) throw notFound("service");
  return { plan: { name: row.planName, ...Hosting.composeLimits(row) } };
}
