import type { Lint, LintOptions } from "./compose/compose-lint.state.ts";
import { composeImages } from "./compose/registries.state.ts";

/** Reads a customer's compose file. What reads YAML is large and few ask for it, so it is loaded here and nowhere earlier. */
export async function readComposeFile(
  text: string,
  options: Omit<LintOptions, keyof typeof composeImages>,
): Promise<Lint> {
  const { lintCompose } = await import("./compose/compose-lint.state.ts");
  return lintCompose(text, { ...options, ...composeImages });
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
