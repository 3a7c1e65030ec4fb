import { For, Match, Show, Switch } from "solid-js";
import { Button } from "#web/ui/button.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Status } from "#web/ui/status.tsx";
import type { Line } from "./draft.ts";
import { text } from "./environment.text.ts";

const tones = { added: "ok", changed: "warn", removed: "bad" } as const;

/** The customer's own variables as they are to be. */
export function VariableRows(props: {
  lines: readonly Line[];
  open: boolean;
  mayRead: boolean;
  onEdit: (line: Line) => void;
  onRemove: (name: string) => void;
  onUndo: (name: string) => void;
}) {
  return (
    <Rows>
      <For each={props.lines}>
        {(line) => (
          <Row
            wrap
            title={<bdi class="mono break-all">{line.name}</bdi>}
            text={
              <Switch fallback={<span class="mono whitespace-pre-wrap break-all">{line.value}</span>}>
                <Match when={line.secret}>
                  <Status tone="plain">{text.secret}</Status> <span class="third">{text.secretValue}</span>
                </Match>
                <Match when={!props.mayRead}>{text.withheld}</Match>
                <Match when={line.value === ""}>{text.empty}</Match>
              </Switch>
            }
            more={
              <Show when={line.change}>
                {(change) => (
                  <p>
                    <Status tone={tones[change()]}>{text.change[change()]}</Status>
                  </p>
                )}
              </Show>
            }
            end={
              <Show when={props.open}>
                <div class="page-actions">
                  <Show when={line.change}>
                    <Button size="small" aria-label={text.undoOf(line.name)} onClick={() => props.onUndo(line.name)}>
                      {text.undo}
                    </Button>
                  </Show>
                  <Show when={line.change !== "removed"}>
                    <Button size="small" aria-label={text.editOf(line.name)} onClick={() => props.onEdit(line)}>
                      {text.edit}
                    </Button>
                    <Show when={line.change === undefined}>
                      <Button
                        size="small"
                        aria-label={text.removeOf(line.name)}
                        onClick={() => props.onRemove(line.name)}
                      >
                        {text.remove}
                      </Button>
                    </Show>
                  </Show>
                </div>
              </Show>
            }
          />
        )}
      </For>
    </Rows>
  );
}
