import { For, Match, Show, Switch } from "solid-js";
import { type SupportAccess as Access, grantHours, supportAccesses } from "#core/accounts/support-access.state.ts";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { createRequest } from "#web/data/request.ts";
import { endSupportAccess, getSupportAccess, type SupportAccess, setSupportAccess } from "#web/data/support.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Moment } from "#web/parts/moment.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./support-access.text.ts";

/** Whether staff may come into the account: the customer's word, and the way to take it back. */
export function SupportAccessCard() {
  const access = createView(getSupportAccess, () => []);
  return (
    <Card title={text.title}>
      <Loaded
        padded
        from={access}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={3} />}
      >
        {(value) => <Setting value={value()} />}
      </Loaded>
    </Card>
  );
}

function Setting(props: { value: SupportAccess }) {
  const may = createMay();
  const setting = createRequest(setSupportAccess);
  const ending = createRequest(endSupportAccess);
  const decides = () => may(demands("support:manage")) === true;
  const choose = async (access: Access) => {
    if (await setting.run(access)) toast(text.done[access]);
  };
  const grant = async (hours: number) => {
    if (await setting.run("granted", hours)) toast(text.grantedDone);
  };
  const end = async () => {
    if (await ending.run()) toast(text.ended);
  };
  const isOpen = () => props.value.until !== null || props.value.acting.length > 0;
  return (
    <CardBody>
      <div class="stack">
        <p class="second">{text.about}</p>
        <For each={props.value.acting}>
          {(one) => (
            <Notice tone="warn" title={text.inside}>
              <bdi>{text.reason(one.reason)}</bdi> {text.since} <Moment at={one.startedAt} />, {text.latest}{" "}
              <Moment at={one.expiresAt} />
            </Notice>
          )}
        </For>
        <Show when={decides()} fallback={<p class="small second">{text.notYours}</p>}>
          <SelectField<Access>
            label={text.label}
            options={supportAccesses.map((value) => ({ value, label: text.access[value] }))}
            value={props.value.access}
            onChange={(value) => void choose(value)}
          />
        </Show>
        <p class="small second">
          <Switch fallback={text.closed}>
            <Match when={props.value.access === "always"}>{text.open}</Match>
            <Match when={props.value.access === "never"}>{text.shut}</Match>
            <Match when={props.value.until}>
              {(until) => (
                <>
                  {text.until} <Moment at={until()} />
                </>
              )}
            </Match>
          </Switch>
        </p>
        <Refusal of={setting} />
        <Refusal of={ending} />
        <Show when={decides()}>
          <div class="flex flex-wrap gap-2">
            <Show when={props.value.access === "granted" && props.value.until === null}>
              <For each={grantHours}>
                {(hours) => (
                  <Button size="small" busy={setting.pending()} onClick={() => void grant(hours)}>
                    {text.grant(hours)}
                  </Button>
                )}
              </For>
            </Show>
            <Show when={isOpen()}>
              <Button size="small" tone="danger" busy={ending.pending()} onClick={() => void end()}>
                {text.end}
              </Button>
            </Show>
          </div>
        </Show>
      </div>
    </CardBody>
  );
}
