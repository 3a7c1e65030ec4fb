import { appRules } from "./app-rules.state.ts";
import { wallRules } from "./wall-rules.state.ts";
import { yamlRules } from "./yaml-rules.state.ts";

/** Everything that can be found in a compose file. `docs/compose.md` shows this table to customers. */
export const rules = { ...wallRules, ...appRules, ...yamlRules } as const;

export type RuleCode = keyof typeof rules;
