import { createSignal, Show } from "solid-js";
import { type Database, removeDatabase, renewPassword, revealPassword } from "#web/data/databases.ts";
import { createRequest } from "#web/data/request.ts";
import { formatMegabytes } from "#web/lib/size.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { Status, type Tone } from "#web/ui/status.tsx";
import { text } from "./databases.text.ts";

const tones: Record<Database["state"], Tone> = { starting: "run", running: "ok", renewing: "run", removing: "warn" };

interface CardProps {
  serviceId: string;
  database: Database;
  /** Whoever looks may change it, and now. */
  open: boolean;
  /** Something is under way. */
  busy: boolean;
  /** Whoever looks may see its password. */
  reveals: boolean;
}

/** One database: how the app reaches it, its password for who may see it, and its end. */
export function DatabaseCard(props: CardProps) {
  const [asked, setAsked] = createSignal<"renew" | "remove">();
  const renewing = createRequest(renewPassword);
  const removing = createRequest(removeDatabase);
  const title = () => `${props.database.title} ${props.database.version}`;
  const copied = (name: string, value: string) => ({
    name,
    value: <CopyField value={value} label={text.copyOf(name, title())} copiedLabel={text.copied} />,
  });
  const act = async (request: typeof renewing) => {
    if (await request.run(props.serviceId, props.database.id)) setAsked(undefined);
  };
  const close = () => {
    setAsked(undefined);
    renewing.clear();
    removing.clear();
  };
  return (
    <Card
      title={title()}
      aside={<Status tone={tones[props.database.state]}>{text.state[props.database.state]}</Status>}
    >
      <CardBody class="stack">
        <p class="second">{text.reached}</p>
      </CardBody>
      <Properties
        items={[
          copied(text.host, props.database.host),
          { name: text.port, value: String(props.database.port), mono: true },
          ...(props.database.name === null ? [] : [copied(text.name, props.database.name)]),
          ...(props.database.user === null ? [] : [copied(text.user, props.database.user)]),
          {
            name: text.password,
            value: <Password {...props} title={title()} />,
          },
          { name: text.memory, value: formatMegabytes(props.database.memoryMb) },
          { name: text.variables, value: props.database.variables.join(", "), mono: true },
        ]}
      />
      <Show when={props.open}>
        <CardBody class="stack pt-4">
          <div class="page-actions">
            <Button
              size="small"
              aria-label={text.renewOf(title())}
              waits={props.busy}
              onClick={() => setAsked("renew")}
            >
              {text.renew}
            </Button>
            <Button
              size="small"
              tone="danger"
              aria-label={text.removeOf(title())}
              waits={props.busy}
              disabled={props.database.required}
              onClick={() => setAsked("remove")}
            >
              {text.remove}
            </Button>
          </div>
          <Show when={props.database.required}>
            <p class="second small">{text.required}</p>
          </Show>
        </CardBody>
      </Show>
      <ConfirmDialog
        open={asked() === "renew"}
        title={text.renewTitle(title())}
        text={text.renewText}
        confirm={text.renew}
        dismiss={text.dismiss}
        busy={renewing.pending()}
        waits={renewing.waiting() > 0}
        refusal={<Refusal of={renewing} />}
        onConfirm={() => void act(renewing)}
        onClose={close}
      />
      <ConfirmDialog
        open={asked() === "remove"}
        title={text.removeTitle(title())}
        text={text.removeText}
        confirm={text.remove}
        dismiss={text.dismiss}
        danger
        typed={{ name: props.database.host, label: text.removeTyped(props.database.host) }}
        busy={removing.pending()}
        waits={removing.waiting() > 0}
        refusal={<Refusal of={removing} />}
        onConfirm={() => void act(removing)}
        onClose={close}
      />
    </Card>
  );
}

/** Hidden until whoever may see it asks, and has shown who they are. It is in no cache of the page. */
function Password(props: CardProps & { title: string }) {
  const [shown, setShown] = createSignal<string>();
  const revealing = createRequest(revealPassword);
  const reveal = async () => {
    const answer = await revealing.run(props.serviceId, props.database.id);
    if (answer) setShown(answer.password);
  };
  return (
    <div class="stack">
      <Show when={shown()} fallback={<span class="second">{text.hidden}</span>}>
        {(password) => (
          <CopyField value={password()} label={text.copyOf(text.password, props.title)} copiedLabel={text.copied} />
        )}
      </Show>
      <Refusal of={revealing} />
      <Show when={props.reveals && props.database.state !== "starting"}>
        <div>
          <Button
            size="small"
            aria-label={shown() === undefined ? text.revealOf(props.title) : undefined}
            busy={revealing.pending()}
            onClick={() => (shown() === undefined ? void reveal() : setShown(undefined))}
          >
            {shown() === undefined ? text.reveal : text.conceal}
          </Button>
        </div>
      </Show>
    </div>
  );
}
