import { type JSX, Show } from "solid-js";
import { TextArea } from "#web/ui/text-area.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text } from "./repository.text.ts";
import { needsHostKey, type RepositoryField, type TypedRepository } from "./repository.ts";

/** Which repository: its address, the branch and the folder, and the key of a server that is not known. */
export function RepositoryFields(props: {
  typed: TypedRepository;
  refused: (field: RepositoryField) => string | undefined;
  onType: (field: RepositoryField, value: string) => void;
  /** What opens it, behind its address. */
  children?: JSX.Element;
}) {
  const field = (name: RepositoryField) => ({
    name,
    value: props.typed[name],
    error: props.refused(name),
    onInput: (event: { currentTarget: { value: string } }) => props.onType(name, event.currentTarget.value),
  });
  return (
    <>
      <TextField
        {...field("url")}
        label={text.url}
        hint={text.urlHint}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder="git@github.com:team/website.git"
      />
      <Show when={needsHostKey(props.typed)}>
        <TextArea mono {...field("hostKey")} label={text.hostKey} hint={text.hostKeyHint} rows={3} />
      </Show>
      {props.children}
      <TextField {...field("branch")} label={text.branch} autocomplete="off" />
      <TextField {...field("folder")} label={text.folder} hint={text.folderHint} autocomplete="off" />
    </>
  );
}
