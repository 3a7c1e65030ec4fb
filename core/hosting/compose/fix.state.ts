import type { Fix, Range } from "./finding.state.ts";

/** What can be done about a finding, each as the label of a button. */
export const fixWords = {
  remove: (name: string) => `Remove "${name}"`,
  write: (name: string) => `Write "${name}"`,
  declare: (name: string) => `Declare "${name}"`,
  shell: () => "Let a shell run it",
  expose: () => `Write "expose" instead of "ports"`,
} as const;

export type FixKind = keyof typeof fixWords;

/** With `range`, where `text` is to stand instead, it can be done for whoever asks. */
export const fixOf = (kind: FixKind, name: string, range?: Range, text = ""): Fix => ({
  kind,
  name,
  description: fixWords[kind](name),
  ...(range && { replacement: { range, text } }),
});
