import { createSignal, Show } from "solid-js";
import { secondsUsual } from "#core/jobs/job.state.ts";
import { getRuns, type Run, runCommand } from "#web/data/jobs.ts";
import { createRequest } from "#web/data/request.ts";
import type { Service } from "#web/data/services.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text as texts } from "./jobs.text.ts";
import { LimitField } from "./limit-field.tsx";
import { RunsTable } from "./runs-table.tsx";

const text = texts.command;

/** One command, now; and those before it. */
export function CommandCard(props: { service: Service; open: boolean; onShow: (run: Run) => void }) {
  const [command, setCommand] = createSignal("");
  const [part, setPart] = createSignal("");
  const [seconds, setSeconds] = createSignal(secondsUsual);
  const [missing, setMissing] = createSignal(false);
  const running = createRequest(runCommand);
  const runs = createView(getRuns, () => [props.service.id]);
  const start = async () => {
    const typed = command().trim();
    setMissing(typed === "");
    if (typed === "") return;
    const run = await running.run(props.service.id, {
      command: typed,
      part: part().trim() || null,
      seconds: seconds(),
    });
    if (!run) return;
    setCommand("");
    props.onShow(run);
  };
  return (
    <>
      <Card title={text.title}>
        <CardBody class="stack">
          <p class="second">{text.about}</p>
          <Refusal of={running} />
          <Show when={props.open}>
            <form
              class="stack"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                void start();
              }}
            >
              <TextField
                label={text.line}
                hint={text.hint}
                error={missing() ? texts.form.needed : undefined}
                placeholder={text.examples[props.service.app.template] ?? text.example}
                autocapitalize="off"
                autocomplete="off"
                spellcheck={false}
                value={command()}
                onInput={(event) => {
                  setMissing(false);
                  setCommand(event.currentTarget.value);
                }}
              />
              <Show when={props.service.app.template === "compose"}>
                <TextField
                  label={text.part}
                  hint={text.partHint}
                  value={part()}
                  onInput={(event) => setPart(event.currentTarget.value)}
                />
              </Show>
              <LimitField seconds={seconds()} onChange={setSeconds} />
              <div class="page-actions">
                <Button type="submit" busy={running.pending()} waits={running.waiting() > 0}>
                  {text.run}
                </Button>
              </div>
            </form>
          </Show>
        </CardBody>
      </Card>
      <Card title={text.earlier}>
        <Loaded
          padded
          from={runs}
          words={loading.words(texts.run.listFailed)}
          skeleton={<RowsSkeleton plain label={texts.run.loading} rows={2} />}
        >
          {(value) => <RunsTable label={text.earlier} runs={value().items} empty={text.none} onShow={props.onShow} />}
        </Loaded>
      </Card>
    </>
  );
}
