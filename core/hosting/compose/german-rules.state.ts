import type { FixKind } from "./fix.state.ts";
import { germanAppRules } from "./german-app-rules.state.ts";
import { germanWallRules } from "./german-wall-rules.state.ts";
import { germanYamlRules } from "./german-yaml-rules.state.ts";

export const germanRules = { ...germanWallRules, ...germanAppRules, ...germanYamlRules };

export const germanFixWords: Record<FixKind, (name: string) => string> = {
  remove: (name) => `„${name}“ entfernen`,
  write: (name) => `„${name}“ schreiben`,
  declare: (name) => `„${name}“ deklarieren`,
  shell: () => "Von einer Shell ausführen lassen",
  expose: () => "„expose“ statt „ports“ schreiben",
};
