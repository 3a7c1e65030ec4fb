import { createMemo, createSignal, For, Show } from "solid-js";
import { secondsUsual } from "#core/jobs/job.state.ts";
import { nextRuns, readSchedule } from "#core/jobs/schedule.state.ts";
import { type CronJob, changeJob, createJob, type JobDraft } from "#web/data/jobs.ts";
import { createRequest } from "#web/data/request.ts";
import type { Service } from "#web/data/services.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text as texts } from "./jobs.text.ts";
import { LimitField } from "./limit-field.tsx";
import { formatIn, inWords } from "./schedule-words.ts";

const text = texts.form;
const presets: readonly [string, string][] = Object.entries(text.presets);
const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = [...new Set(["UTC", here, ...Intl.supportedValuesOf("timeZone")])];

const emptyJob = (): JobDraft => ({
  ...{ name: "", command: "", part: null, schedule: "0 3 * * *", timeZone: here },
  ...{ seconds: secondsUsual, paused: false },
});

/** What a cron job runs and when; what its schedule means is said before it is saved. */
export function JobSheet(props: { service: Service; job: CronJob | undefined; onClose: () => void }) {
  const [draft, setDraft] = createSignal<JobDraft>(props.job ? draftOf(props.job) : emptyJob());
  const [own, setOwn] = createSignal(!presets.some(([schedule]) => schedule === draft().schedule));
  const [sent, setSent] = createSignal(false);
  const creating = createRequest(createJob);
  const changing = createRequest(changeJob);
  const saving = () => (props.job ? changing : creating);
  const edit = (change: Partial<JobDraft>) => {
    saving().clear();
    setDraft({ ...draft(), ...change });
  };
  const read = createMemo(() => readSchedule(draft().schedule));
  const schedule = () => {
    const found = read();
    return "schedule" in found ? found.schedule : undefined;
  };
  const problem = () => {
    const found = read();
    if ("schedule" in found) return undefined;
    const { field, text: part } = found.problem;
    return field === "all" ? text.five : text.problem(text.names[field], part);
  };
  const needed = (value: string) => (sent() && value.trim() === "" ? text.needed : undefined);
  const save = async () => {
    setSent(true);
    const { name, command } = draft();
    if (name.trim() === "" || command.trim() === "" || problem()) return;
    const done = props.job
      ? await changing.run(props.service.id, props.job.id, draft())
      : await creating.run(props.service.id, draft());
    if (done) props.onClose();
  };
  return (
    <Sheet
      open
      title={props.job ? text.editTitle : text.addTitle}
      closeLabel={texts.close}
      onClose={props.onClose}
      onSubmit={() => void save()}
      foot={
        <>
          <Button onClick={props.onClose}>{texts.cancel}</Button>
          <Button type="submit" tone="primary" busy={saving().pending()} waits={saving().waiting() > 0}>
            {props.job ? text.save : text.add}
          </Button>
        </>
      }
    >
      <div class="stack">
        <Refusal of={saving()} />
        <TextField
          label={text.name}
          placeholder={text.nameExample}
          maxLength={80}
          value={draft().name}
          error={needed(draft().name)}
          onInput={(event) => edit({ name: event.currentTarget.value })}
        />
        <TextField
          label={text.command}
          placeholder={texts.command.examples[props.service.app.template] ?? texts.command.example}
          autocapitalize="off"
          autocomplete="off"
          spellcheck={false}
          value={draft().command}
          error={needed(draft().command)}
          onInput={(event) => edit({ command: event.currentTarget.value })}
        />
        <Show when={props.service.app.template === "compose"}>
          <TextField
            label={texts.command.part}
            hint={texts.command.partHint}
            value={draft().part ?? ""}
            onInput={(event) => edit({ part: event.currentTarget.value.trim() || null })}
          />
        </Show>
        <SelectField
          label={text.schedule}
          options={[...presets.map(([value, label]) => ({ value, label })), { value: "own", label: text.own }]}
          value={own() ? "own" : draft().schedule}
          onChange={(value) => {
            setOwn(value === "own");
            if (value !== "own") edit({ schedule: value });
          }}
        />
        <Show when={own()}>
          <TextField
            label={text.fields}
            hint={text.fieldsHint}
            autocapitalize="off"
            autocomplete="off"
            spellcheck={false}
            value={draft().schedule}
            error={problem()}
            onInput={(event) => edit({ schedule: event.currentTarget.value })}
          />
        </Show>
        <SelectField
          label={text.zone}
          options={zones.map((zone) => ({ value: zone, label: zone }))}
          value={draft().timeZone ?? "UTC"}
          onChange={(timeZone) => edit({ timeZone })}
        />
        <Show when={schedule()}>
          {(found) => (
            <div role="status">
              <p>{inWords(found(), draft().timeZone)}</p>
              <p class="small second">
                {text.next}:{" "}
                <For each={nextRuns(found(), draft().timeZone, new Date(), 3)}>
                  {(at, index) => `${index() > 0 ? " · " : ""}${formatIn(draft().timeZone, at)}`}
                </For>
              </p>
            </div>
          )}
        </Show>
        <LimitField seconds={draft().seconds} onChange={(seconds) => edit({ seconds })} />
      </div>
    </Sheet>
  );
}

export const draftOf = ({ name, command, part, schedule, timeZone, seconds, paused }: CronJob): JobDraft => ({
  ...{ name, command, part, schedule, timeZone, seconds, paused },
});
