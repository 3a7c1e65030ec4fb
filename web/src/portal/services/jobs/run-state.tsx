import type { Run } from "#web/data/jobs.ts";
import { Status } from "#web/ui/status.tsx";
import { text as texts } from "./jobs.text.ts";

const text = texts.run;

/** How a run is, in a word or two. */
export function RunState(props: { run: Pick<Run, "state" | "exitCode" | "reason"> }) {
  const said = (): { tone: "run" | "ok" | "bad" | "plain"; words: string } => {
    const { state, exitCode, reason } = props.run;
    if (state === "running") return { tone: "run", words: text.running };
    if (reason === "exited" && exitCode === 0) return { tone: "ok", words: text.ok };
    if (reason === "exited" && exitCode !== null) return { tone: "bad", words: text.code(exitCode) };
    return {
      tone: reason === "stopped" || reason === "busy" ? "plain" : "bad",
      words: text.reasons[reason ?? "exited"],
    };
  };
  return <Status tone={said().tone}>{said().words}</Status>;
}
