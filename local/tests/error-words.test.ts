import { afterEach, expect, test, vi } from "vitest";
import { english as zoneFindings } from "#core/dns/zone-finding.state.ts";
import { allowed } from "#core/services/service.state.ts";
import { errorCodes } from "./error-codes.ts";

afterEach(() => vi.unstubAllGlobals());

/** Whose last word only a run knows: what was asked for. */
const runs: Record<string, readonly string[]> = {
  "domain.cannot_*": ["renew", "restore", "change", "auto_renew"],
  "order.cannot_*": ["checkout", "cancel", "refund"],
  "service.cannot_*": Object.keys(allowed),
  /** `notFound` itself; what it is called with is found where it is called. */
  "*.not_found": [],
};

const made = errorCodes().flatMap((code) => runs[code]?.map((last) => code.replace("*", last)) ?? [code]);
/** The last are made of what was found against a change of a zone. */
const codes = [...made, ...Object.keys(zoneFindings)];

test("the codes of errors are found where they are made, also through functions that make them", () => {
  expect(made.length).toBeGreaterThan(300);
  // Made at once, by a function of its file, by one that others import, by name alone, and where one of two is chosen.
  for (const code of ["plan.never_published", "invitation.expired", "catalog.slug_taken", "note.not_found"])
    expect(made).toContain(code);
  expect(made.filter((code) => code.includes("*"))).toEqual([]);
});

test("every refusal has German words", async () => {
  vi.resetModules();
  vi.stubGlobal("document", { documentElement: { lang: "de" } });
  const { errorWords } = await import("#web/data/error-words.text.ts");
  const { reasonWords } = await import("#web/data/reason-words.text.ts");
  // Some reasons are known with their names only: they need words of their own for where those are missing.
  expect(codes.filter((code) => errorWords[code] === undefined && typeof reasonWords[code] !== "string")).toEqual([]);
});
