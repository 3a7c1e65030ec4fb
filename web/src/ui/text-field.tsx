import { type ComponentProps, createUniqueId, type JSX, Show, splitProps } from "solid-js";

export type TextFieldProps = {
  label: string;
  hint?: JSX.Element;
  /** A sentence that says what to change. Bound to the input for screen readers. */
  error?: string | undefined;
  /** Fixed text behind the value, such as the domain a name is put before. */
  suffix?: string | undefined;
} & Omit<ComponentProps<"input">, "class">;

export function TextField(props: TextFieldProps) {
  const [own, rest] = splitProps(props, ["label", "hint", "error", "suffix", "id"]);
  const generated = createUniqueId();
  const id = () => own.id ?? generated;
  const described = () =>
    [own.error && `${id()}-error`, own.hint && `${id()}-hint`].filter(Boolean).join(" ") || undefined;
  const input = () => (
    <input
      {...rest}
      id={id()}
      class="input input-large"
      aria-invalid={own.error ? "true" : undefined}
      aria-describedby={described()}
    />
  );
  return (
    <div class="field">
      <label class="field-label" for={id()}>
        {own.label}
      </label>
      <Show when={own.suffix !== undefined} fallback={input()}>
        <div class="with-suffix">
          {input()}
          <span aria-hidden="true">{own.suffix}</span>
        </div>
      </Show>
      <Show when={own.error}>
        <p class="field-error" id={`${id()}-error`}>
          {own.error}
        </p>
      </Show>
      <Show when={own.hint}>
        <p class="field-hint" id={`${id()}-hint`}>
          {own.hint}
        </p>
      </Show>
    </div>
  );
}
