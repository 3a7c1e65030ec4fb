import { type JSX, Show } from "solid-js";
import { ApiError, refusedAt } from "#web/data/api.ts";
import { Button } from "#web/ui/button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text as texts } from "./security.text.ts";

const text = texts.factors;

/** What adding a factor looks like, of either kind: first its name, then `children`. */
export function FactorSheet(props: {
  title: string;
  intro: string;
  name: string;
  nameHint: string;
  nameMax: number;
  missing: boolean;
  submit: string;
  busy: boolean;
  failure: Error | undefined;
  /** What comes once the name is settled. */
  named?: boolean;
  children?: JSX.Element;
  onName: (name: string) => void;
  onSubmit: () => void;
  onClose: () => void;
}) {
  const fieldProblem = () => refusedAt(props.failure, "name");
  const general = () =>
    props.failure instanceof ApiError && props.failure.fields.length > 0 ? undefined : props.failure;
  return (
    <Sheet
      open
      title={props.title}
      closeLabel={text.close}
      onClose={props.onClose}
      onSubmit={props.onSubmit}
      foot={
        <>
          <Button onClick={() => props.onClose()}>{text.dismiss}</Button>
          <Button type="submit" tone="primary" busy={props.busy}>
            {props.submit}
          </Button>
        </>
      }
    >
      <p class="second">{props.intro}</p>
      <Show when={general()}>
        {(failed) => (
          <Notice tone="bad" urgent>
            {failed().message}
          </Notice>
        )}
      </Show>
      <Show
        when={props.named}
        fallback={
          <TextField
            label={text.name}
            hint={props.nameHint}
            autocomplete="off"
            maxLength={props.nameMax}
            error={props.missing ? text.nameMissing : fieldProblem()}
            value={props.name}
            onInput={(event) => props.onName(event.currentTarget.value)}
          />
        }
      >
        {props.children}
      </Show>
    </Sheet>
  );
}
