import { createUniqueId, type JSX } from "solid-js";
import { ApiError } from "#web/data/api.ts";
import type { Requested } from "#web/data/request.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Door } from "#web/ui/door.tsx";
import { text } from "./door-form.text.ts";

/** The form of a page before one is signed in: what went wrong, the fields, one button. */
export function DoorForm(props: {
  attempt: Pick<Requested<never, unknown>, "pending" | "failure" | "waiting">;
  /** Whether what went wrong is said at a field already. */
  told?: boolean;
  submit: string;
  onSubmit: (form: HTMLFormElement) => Promise<unknown>;
  children: JSX.Element;
}) {
  return (
    <form
      class="door-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        void props.onSubmit(form).then(() => form.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus());
      }}
    >
      <Refusal of={props.attempt} hidden={props.told === true} />
      {props.children}
      <Button
        type="submit"
        tone="primary"
        size="large"
        wide
        busy={props.attempt.pending()}
        waits={props.attempt.waiting() > 0}
      >
        {props.submit}
      </Button>
    </form>
  );
}

/** How such a form ended, with the way on. */
export function DoorEnd(props: { title: string; line: string; children: JSX.Element }) {
  return (
    <Door title={props.title} documentTitle={props.title} line={props.line}>
      <div class="door-form" role="status">
        {props.children}
      </div>
    </Door>
  );
}

/** So that a password manager knows whose password is being chosen. */
export function WhosePassword(props: { email: string }) {
  const id = createUniqueId();
  return (
    <input
      id={id}
      class="unseen"
      type="email"
      name="email"
      autocomplete="username"
      aria-label={text.email}
      tabindex="-1"
      readOnly
      value={props.email}
    />
  );
}

export const isVoid = (failure: Error | undefined): boolean =>
  failure instanceof ApiError && failure.code === "identity.link_void";
