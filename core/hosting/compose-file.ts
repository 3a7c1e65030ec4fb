import type { Lint, LintOptions } from "./compose/compose-lint.state.ts";
import type { LintLanguage } from "./compose/finding-words.state.ts";
import { composeImages } from "./compose/registries.state.ts";

/** Reads a customer's compose file. What reads YAML is large and few ask for it, so it is loaded here and nowhere earlier. */
export async function readComposeFile(
  text: string,
  options: Omit<LintOptions, keyof typeof composeImages>,
  language: LintLanguage = "en",
): Promise<Lint> {
  const [{ lintCompose }, { inLanguage }] = await Promise.all([
    import("./compose/compose-lint.state.ts"),
    import("./compose/finding-words.state.ts"),
  ]);
  const lint = lintCompose(text, { ...options, ...composeImages });
  return { ...lint, findings: await inLanguage(language, lint.findings) };
}

/** What a plan's limits are to a compose file. */
export const composeLimits = ({
  memoryMb,
  cpuPercent,
  processes,
}: Record<"memoryMb" | "cpuPercent" | "processes", number>) => ({
  memoryMb,
  cpus: cpuPercent / 100,
  processes,
});
