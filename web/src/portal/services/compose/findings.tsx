import { For, Show } from "solid-js";
import { Button } from "#web/ui/button.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Status, type Tone } from "#web/ui/status.tsx";
import { text } from "./compose-editor.text.ts";
import type { Finding } from "./lint.ts";

const tones: Record<Finding["severity"], Tone> = { error: "bad", warning: "warn", hint: "plain" };

/** Each thing that was found: where, why, and how to change it; with a button where that can be done for whoever asks. */
export function Findings(props: {
  findings: readonly Finding[];
  onGo: (finding: Finding) => void;
  onApply: (finding: Finding) => void;
}) {
  return (
    <section aria-label={text.findings}>
      <Rows>
        <For each={props.findings}>
          {(finding) => (
            <Row
              wrap
              title={
                <span class="flex flex-wrap items-center gap-x-3">
                  <Status tone={tones[finding.severity]}>{text[finding.severity]}</Status>
                  <Button tone="link" aria-label={text.goTo(finding.line)} onClick={() => props.onGo(finding)}>
                    {text.line(finding.line)}
                  </Button>
                </span>
              }
              text={finding.message}
              end={
                <Show when={finding.fix?.replacement && finding.fix}>
                  {(fix) => (
                    <Button size="small" onClick={() => props.onApply(finding)}>
                      {fix().description}
                    </Button>
                  )}
                </Show>
              }
            />
          )}
        </For>
      </Rows>
    </section>
  );
}
