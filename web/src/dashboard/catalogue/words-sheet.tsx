import { createSignal, type JSX, Show } from "solid-js";
import { slugPattern } from "#core/catalog/catalog.state.ts";
import { ApiError } from "#web/data/api.ts";
import { Button } from "#web/ui/button.tsx";
import { ErrorSummary } from "#web/ui/error-summary.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextArea } from "#web/ui/text-area.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text } from "./catalogue.text.ts";

export interface Words {
  name: string;
  slug: string;
  about: string;
}
type Problems = Partial<Record<keyof Words, string>>;

/** What a product or a plan is called. The short name is asked for once. */
export function WordsSheet(props: {
  title: string;
  submit: string;
  words: Words;
  withSlug: boolean;
  about: { label: string; hint?: string; max: number };
  busy: boolean;
  failure: Error | undefined;
  /** Further problems, by the id of their field. */
  problems?: readonly { field: string; message: string }[];
  children?: JSX.Element;
  onSubmit: (words: Words, sound: boolean) => void;
  onClose: () => void;
}) {
  const [words, setWords] = createSignal(props.words);
  const [checked, setChecked] = createSignal(false);
  const wrong = (): Problems => ({
    ...(words().name.trim() ? {} : { name: text.nameMissing }),
    ...(!props.withSlug || (slugPattern.test(words().slug) && words().slug.length >= 2 && words().slug.length <= 40)
      ? {}
      : { slug: text.slugWrong }),
  });
  const refused = (): Problems =>
    props.failure instanceof ApiError
      ? Object.fromEntries(props.failure.fields.map(({ path, message }) => [path, message]))
      : {};
  const problems = (): Problems => ({ ...(checked() ? wrong() : {}), ...refused() });
  const listed = () => [
    ...(["name", "slug"] as const).flatMap((field) => {
      const message = problems()[field];
      return message ? [{ field: `words-${field}`, message }] : [];
    }),
    ...(checked() ? (props.problems ?? []) : []),
  ];
  const type = (field: keyof Words) => (event: { currentTarget: { value: string } }) =>
    setWords({ ...words(), [field]: event.currentTarget.value });
  return (
    <Sheet
      open
      title={props.title}
      closeLabel={text.close}
      onClose={props.onClose}
      onSubmit={() => {
        setChecked(true);
        const { name, slug, about } = words();
        const sound = Object.keys(wrong()).length === 0;
        props.onSubmit({ name: name.trim(), slug, about: about.trim() }, sound);
      }}
      foot={
        <>
          <Button onClick={props.onClose}>{text.dismiss}</Button>
          <Button type="submit" tone="primary" busy={props.busy}>
            {props.submit}
          </Button>
        </>
      }
    >
      <ErrorSummary title={text.problems} problems={listed()} />
      <Show when={listed().length === 0 && props.failure}>
        {(failure) => (
          <Notice tone="bad" urgent>
            {failure().message}
          </Notice>
        )}
      </Show>
      <TextField
        id="words-name"
        label={text.name}
        error={problems().name}
        maxLength={40}
        autocomplete="off"
        value={words().name}
        onInput={type("name")}
      />
      <Show when={props.withSlug}>
        <TextField
          id="words-slug"
          label={text.slug}
          hint={text.slugHint}
          error={problems().slug}
          maxLength={40}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={words().slug}
          onInput={type("slug")}
        />
      </Show>
      <TextArea
        id="words-about"
        label={props.about.label}
        hint={props.about.hint}
        rows={3}
        maxLength={props.about.max}
        value={words().about}
        onInput={type("about")}
      />
      {props.children}
    </Sheet>
  );
}
