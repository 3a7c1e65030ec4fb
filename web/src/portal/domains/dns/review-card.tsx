import { createSignal, For, Match, Show, Switch } from "solid-js";
import { isEmpty } from "#core/dns/change-set.state.ts";
import { isRefused, type ReadEdit } from "#core/dns/edit.state.ts";
import { recordProblem } from "#core/dns/record-problem.state.ts";
import { revertMinutes } from "#core/dns/zone.state.ts";
import { createRequest } from "#web/data/request.ts";
import { zoneFindingWords as findings } from "#web/data/zone-finding-words.text.ts";
import { changeZone, type Zone } from "#web/data/zones.ts";
import { language } from "#web/lib/dictionary.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { toast } from "#web/ui/toast.tsx";
import { Diff } from "./diff.tsx";
import { text as texts } from "./dns.text.ts";
import { type Draft, editOf } from "./draft.ts";

const text = texts.review;
type When = "now" | "trial" | "later";
const whens = (["now", "trial", "later"] as const).map((value) => ({ value, label: text.whens[value] }));

/** As people count: what takes the place of a record is one change. */
export const changeCount = ({ removes, adds }: ReadEdit["change"]): number => Math.max(removes.length, adds.length);

/** What is about to change, what stands against it, and when it happens. */
export function ReviewCard(props: {
  zone: Zone;
  draft: Draft;
  read: ReadEdit;
  /** What was sent is taken; the zone is as it says now. */
  onSent: (sent: Draft, zone: Zone) => void;
  onDiscard: () => void;
  onOutdated: () => void;
}) {
  const [when, setWhen] = createSignal<When>("now");
  const [at, setAt] = createSignal("");
  const applying = createRequest(async (key: string) => {
    const later = when() === "later" ? { at: new Date(at()).toISOString() } : {};
    const trial = when() === "trial" ? { revertAfterMinutes: revertMinutes.usual } : {};
    const sent = props.draft;
    const edit = { version: props.zone.version, ...editOf(sent), ...later, ...trial };
    const zone = await changeZone(key, props.zone.id, edit);
    toast(when() === "later" ? text.scheduled : text.applied);
    props.onSent(sent, zone);
    return zone;
  });
  const shut = () =>
    isRefused(props.read) || isEmpty(props.read.change) || (when() === "later" && Number.isNaN(Date.parse(at())));
  const apply = async () => {
    if (!(await applying.run())) props.onOutdated();
  };
  return (
    <Card title={text.title(changeCount(props.read.change))}>
      <CardBody class="stack">
        <Show when={!isEmpty(props.read.change)} fallback={<p class="second">{text.nothing}</p>}>
          <Diff removes={props.read.change.removes} adds={props.read.change.adds} />
        </Show>
        <For each={props.read.problems}>
          {({ index, code }) => (
            <Notice tone="bad" title={props.draft.adds[index]?.written.data ?? ""}>
              {recordProblem(code, language)}
            </Notice>
          )}
        </For>
        <For each={props.read.findings}>
          {({ code, severity, records }) => (
            <Notice tone={severity === "error" ? "bad" : "warn"} title={findings[code]}>
              <For each={records}>
                {({ name, type, data }) => (
                  <bdi class="mono block wrap-anywhere">
                    {name || "@"} {type} {data}
                  </bdi>
                )}
              </For>
            </Notice>
          )}
        </For>
        <Refusal of={applying} />
        <Segmented label={text.when} options={whens} value={when()} onChange={setWhen} />
        <Switch>
          <Match when={when() === "trial"}>
            <p class="second">{text.trialHint}</p>
          </Match>
          <Match when={when() === "later"}>
            <TextField
              label={text.laterLabel}
              hint={text.laterHint}
              type="datetime-local"
              value={at()}
              onInput={(event) => setAt(event.currentTarget.value)}
            />
          </Match>
        </Switch>
        <div class="page-actions">
          <Button
            tone="primary"
            disabled={shut()}
            busy={applying.pending()}
            waits={applying.waiting() > 0}
            onClick={() => void apply()}
          >
            {when() === "later" ? text.schedule : text.apply}
          </Button>
          <Button onClick={props.onDiscard}>{text.discard}</Button>
        </div>
      </CardBody>
    </Card>
  );
}
