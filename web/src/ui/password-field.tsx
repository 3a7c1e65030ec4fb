import { createSignal, createUniqueId, For, Show } from "solid-js";
import { IconButton } from "./icon-button.tsx";

export type PasswordFieldProps = {
  label: string;
  name: string;
  autocomplete: "current-password" | "new-password";
  showLabel: string;
  concealLabel: string;
  error?: string | undefined;
  hint?: string | undefined;
  /** Reached parts of four; leave out where a password is only entered. */
  strength?: { reached: number; words: string } | undefined;
  /** Label inside the frame, for two fields joined in one border. */
  inside?: boolean;
  value?: string;
  onInput?: (value: string) => void;
  onBlur?: () => void;
};

/** Pasting and password managers stay allowed; showing the password is always offered. */
export function PasswordField(props: PasswordFieldProps) {
  const [shown, setShown] = createSignal(false);
  const id = createUniqueId();
  const hint = () => props.strength?.words ?? props.hint;
  const described = () => [props.error && `${id}-error`, hint() && `${id}-hint`].filter(Boolean).join(" ") || undefined;
  const label = () => (
    <label class="field-label" for={id}>
      {props.label}
    </label>
  );
  const input = () => (
    <input
      id={id}
      name={props.name}
      type={shown() ? "text" : "password"}
      class={`${props.inside ? "" : "input input-large"}${shown() ? " revealed" : ""}`}
      autocomplete={props.autocomplete}
      autocapitalize="off"
      spellcheck={false}
      required
      value={props.value ?? ""}
      aria-invalid={props.error ? "true" : undefined}
      aria-describedby={described()}
      onInput={(event) => props.onInput?.(event.currentTarget.value)}
      onBlur={() => props.onBlur?.()}
    />
  );
  const toggle = () => (
    <IconButton
      icon={shown() ? "conceal" : "eye"}
      label={shown() ? props.concealLabel : props.showLabel}
      aria-pressed={shown()}
      onClick={() => setShown(!shown())}
    />
  );
  return (
    <Show
      when={!props.inside}
      fallback={
        <div>
          {label()}
          {input()}
          {toggle()}
        </div>
      }
    >
      <div class="field">
        {label()}
        <div class="password">
          {input()}
          {toggle()}
        </div>
        <Show when={props.strength}>
          {(strength) => (
            <div class="strength" classList={{ strong: strength().reached === 4 }} aria-hidden="true">
              <For each={[1, 2, 3, 4]}>{(part) => <i classList={{ reached: part <= strength().reached }} />}</For>
            </div>
          )}
        </Show>
        <Show when={props.error}>
          <p class="field-error" id={`${id}-error`}>
            {props.error}
          </p>
        </Show>
        <Show when={hint()}>
          <p class="field-hint" id={`${id}-hint`}>
            {hint()}
          </p>
        </Show>
      </div>
    </Show>
  );
}
