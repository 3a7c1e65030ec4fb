/** An error keeps the file from being used; a warning says what is done differently here; a hint says what would be better. */
export type Severity = "error" | "warning" | "hint";

export interface RuleWords {
  readonly title: string;
  /** Why it is so here. */
  readonly why: string;
  /** What to do about it; "" where the finding itself says it. */
  readonly remedy: string;
}

export interface Rule extends RuleWords {
  readonly severity: Severity;
}
