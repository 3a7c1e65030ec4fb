import type { Finding, LintOptions } from "#core/hosting/compose/compose-lint.state.ts";
import { composeImages } from "#core/hosting/compose/registries.state.ts";
import { language } from "#web/lib/dictionary.ts";

export type { Finding } from "#core/hosting/compose/compose-lint.state.ts";

/** What a file is read for: the plan's limits, and the settings that it may use. */
export type ComposeSetting = Pick<LintOptions, "plan" | "variables" | "secretNames">;

/** Reads a compose file as the server does, in the browser. What it takes is loaded with the first one. */
export async function lint(text: string, setting: ComposeSetting): Promise<readonly Finding[]> {
  const [{ lintCompose }, { inLanguage }] = await Promise.all([
    import("#core/hosting/compose/compose-lint.state.ts"),
    import("#core/hosting/compose/finding-words.state.ts"),
  ]);
  return inLanguage(language, lintCompose(text, { ...setting, ...composeImages }).findings);
}
