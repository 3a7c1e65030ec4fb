export type Tone = "plain" | "ok" | "warn" | "bad" | "run";

/** A dot and a word; the word alone says everything. */
export function Status(props: { tone: Tone; children: string }) {
  return <span class={`status${props.tone === "plain" ? "" : ` status-${props.tone}`}`}>{props.children}</span>;
}
