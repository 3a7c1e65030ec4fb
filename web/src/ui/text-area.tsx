import { type ComponentProps, createUniqueId, Show, splitProps } from "solid-js";

export type TextAreaProps = {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** What machines read. */
  mono?: boolean;
} & Omit<ComponentProps<"textarea">, "class">;

export function TextArea(props: TextAreaProps) {
  const [own, rest] = splitProps(props, ["label", "hint", "error", "mono", "id"]);
  const generated = createUniqueId();
  const id = () => own.id ?? generated;
  const described = () =>
    [own.error && `${id()}-error`, own.hint && `${id()}-hint`].filter(Boolean).join(" ") || undefined;
  return (
    <div class="field">
      <label class="field-label" for={id()}>
        {own.label}
      </label>
      <textarea
        {...rest}
        id={id()}
        class={own.mono ? "input mono" : "input"}
        aria-invalid={own.error ? "true" : undefined}
        aria-describedby={described()}
      />
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
