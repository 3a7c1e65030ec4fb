import { createSignal, For, Show } from "solid-js";
import { refusedAt } from "#web/data/api.ts";
import { letIn, shutOut } from "#web/data/settings.ts";
import { Moment } from "#web/parts/moment.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { PasswordField } from "#web/ui/password-field.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { type CardProps, createChange } from "./change.ts";
import { text as texts } from "./settings.text.ts";

const text = texts.access;

/** Who comes in by a password, where not everybody does. */
export function AccessCard(props: CardProps) {
  const [name, setName] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [last, setLast] = createSignal<string>();
  const adding = createChange(props, letIn);
  const removing = createChange(props, shutOut);
  const at = (field: string) => refusedAt(adding.failure(), field);
  const add = async () => {
    if (!(await adding.run(name().trim(), password()))) return;
    setName("");
    setPassword("");
  };
  const close = () => {
    setLast(undefined);
    removing.clear();
  };
  const remove = async (entrant: string) => {
    if (await removing.run(entrant)) close();
  };
  return (
    <Card title={text.title}>
      <CardBody class="stack">
        <p class="second">{props.settings.entrants.length > 0 ? text.some : text.none}</p>
        <Refusal of={removing} hidden={last() !== undefined} />
      </CardBody>
      <Rows>
        <For each={props.settings.entrants}>
          {(entrant) => (
            <Row
              title={<bdi>{entrant.name}</bdi>}
              text={
                <>
                  {text.setOn} <Moment at={entrant.setAt} />
                </>
              }
              end={
                <Show when={props.open}>
                  <Button
                    size="small"
                    aria-label={text.removeOf(entrant.name)}
                    busy={removing.pending()}
                    waits={props.busy}
                    onClick={() =>
                      props.settings.entrants.length === 1 ? setLast(entrant.name) : void remove(entrant.name)
                    }
                  >
                    {texts.remove}
                  </Button>
                </Show>
              }
            />
          )}
        </For>
      </Rows>
      <Show when={props.open}>
        <CardBody class="stack pt-4">
          <Refusal of={adding} hidden={at("name") !== undefined || at("password") !== undefined} />
          <form
            class="stack"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void add();
            }}
          >
            <TextField
              label={text.name}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              value={name()}
              error={at("name")}
              onInput={(event) => {
                adding.clear();
                setName(event.currentTarget.value);
              }}
            />
            <PasswordField
              label={text.password}
              name="visitor-password"
              autocomplete="new-password"
              showLabel={text.show}
              concealLabel={text.conceal}
              hint={text.passwordHint}
              value={password()}
              error={at("password")}
              onInput={(value) => {
                adding.clear();
                setPassword(value);
              }}
            />
            <div class="page-actions">
              <Button type="submit" busy={adding.pending()} waits={props.busy || adding.waiting() > 0}>
                {text.add}
              </Button>
            </div>
          </form>
        </CardBody>
      </Show>
      <Show when={last()}>
        {(entrant) => (
          <ConfirmDialog
            open
            title={text.lastTitle}
            text={text.lastText(entrant())}
            confirm={text.lastConfirm}
            dismiss={texts.dismiss}
            busy={removing.pending()}
            waits={removing.waiting() > 0}
            refusal={<Refusal of={removing} />}
            onConfirm={() => void remove(entrant())}
            onClose={close}
          />
        )}
      </Show>
    </Card>
  );
}
