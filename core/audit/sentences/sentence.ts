import type { Family } from "../audit.state.ts";
import type { FieldName, Recorded } from "../fields.ts";

export interface Sentence {
  /** `{actor}`, `{target}`, `{before.x}` and `{after.x}` stand for what is known when somebody reads. */
  says: string | ((entry: { before: Recorded; after: Recorded }) => string);
  shows?: readonly FieldName[];
  /** A step inside the platform: staff see it, customers see what it was for. */
  inner?: true;
}

/** By action; only those of the families named. */
export type Sentences<F extends Family> = Readonly<Record<`${F}.${string}`, Sentence>>;
