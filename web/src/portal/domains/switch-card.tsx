import { type JSX, Show } from "solid-js";
import type { Requested } from "#web/data/request.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Status } from "#web/ui/status.tsx";

interface SwitchWords {
  title: string;
  on: string;
  onText: string;
  off: string;
  offText: string;
}

/** What the registry has switched on or off: it is asked, and changes it in its time. */
export function SwitchCard<Result>(props: {
  words: SwitchWords;
  on: boolean;
  turn: string;
  open: boolean;
  request: Requested<[string, boolean], Result>;
  onTurn: () => void;
}): JSX.Element {
  return (
    <Card title={props.words.title}>
      <CardBody class="stack">
        <Refusal of={props.request} />
        <div>
          <Status tone={props.on ? "ok" : "warn"}>{props.on ? props.words.on : props.words.off}</Status>
          <p class="second">{props.on ? props.words.onText : props.words.offText}</p>
        </div>
        <Show when={props.open}>
          <div class="page-actions">
            <Button busy={props.request.pending()} waits={props.request.waiting() > 0} onClick={props.onTurn}>
              {props.turn}
            </Button>
          </div>
        </Show>
      </CardBody>
    </Card>
  );
}
