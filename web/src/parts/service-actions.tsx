import { createSignal, For, lazy, Show } from "solid-js";
import { allowed, can, graceDays, type ServiceAction } from "#core/services/service.state.ts";
import { createRequest } from "#web/data/request.ts";
import { changeService, type Service } from "#web/data/services.ts";
import { formatDay } from "#web/lib/time.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import type { IconName } from "#web/ui/icon.tsx";
import { RowAction, Rows } from "#web/ui/rows.tsx";
import { toast } from "#web/ui/toast.tsx";
import { createMay } from "./may.ts";
import { Refusal } from "./refusal.tsx";
import { text } from "./service-actions.text.ts";
import { text as states } from "./states.text.ts";

const LeftRecords = lazy(() => import("./left-records.tsx").then((part) => ({ default: part.LeftRecords })));

const order: readonly ServiceAction[] = ["start", "restart", "stop", "resume", "suspend", "keep", "terminate"];
const icons: Record<ServiceAction, IconName> = {
  ...{ start: "play", restart: "cycle", stop: "pause" },
  ...{ resume: "play", suspend: "shield", keep: "undo", terminate: "trash" },
};

/** What can be done to a service now; each asks first and says what is lost and what stays. */
export function ServiceActions(props: { service: Service }) {
  const may = createMay();
  const possible = () => order.filter((action) => can(action, props.service));
  const mine = () => possible().filter((action) => may(allowed[action]) !== false);
  /** Deleting, which fewer may than all the rest. */
  const isOthers = () => possible().some((action) => action === "terminate" && may(allowed[action]) === false);
  const [asked, setAsked] = createSignal<ServiceAction>();
  const change = createRequest(changeService);
  const close = () => {
    setAsked(undefined);
    change.clear();
  };
  const confirm = async () => {
    const action = asked();
    if (!action) return;
    const changed = await change.run(action, props.service.id);
    if (!changed) return;
    close();
    toast(text[action].done(props.service.host));
  };
  const note = (action: ServiceAction) => (action === "terminate" ? text.terminate.note(graceDays) : text[action].note);
  const explanation = (action: ServiceAction) =>
    action === "terminate" ? text.terminate.text(graceDays, formatDay(endOfGrace())) : text[action].text;

  return (
    <Card title={text.heading} foot={mine().length > 0 && isOthers() ? <span>{text.notAll}</span> : undefined}>
      <Show
        when={mine().length > 0}
        fallback={
          <CardBody>
            <p class="second">
              {possible().length > 0 ? text.notYours : text.none(states.service[props.service.state])}
            </p>
          </CardBody>
        }
      >
        <Rows tight>
          <For each={mine()}>
            {(action) => (
              <RowAction
                icon={icons[action]}
                label={text[action].label}
                note={note(action)}
                danger={action === "terminate"}
                onClick={() => setAsked(action)}
              />
            )}
          </For>
        </Rows>
      </Show>
      <Show when={asked()}>
        {(action) => (
          <ConfirmDialog
            open
            title={text[action()].title(props.service.host)}
            text={explanation(action())}
            confirm={text[action()].confirm}
            dismiss={text.dismiss}
            danger={action() === "terminate"}
            {...(action() === "terminate"
              ? { typed: { name: props.service.name, label: text.terminate.typed(props.service.name) } }
              : {})}
            busy={change.pending()}
            refusal={<Refusal of={change} />}
            waits={change.waiting() > 0}
            onConfirm={() => void confirm()}
            onClose={close}
          >
            <Show when={action() === "terminate"}>
              <LeftRecords serviceId={props.service.id} />
            </Show>
          </ConfirmDialog>
        )}
      </Show>
    </Card>
  );
}

function endOfGrace(): string {
  return new Date(Date.now() + graceDays * 86_400_000).toISOString();
}
