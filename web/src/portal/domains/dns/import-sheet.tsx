import { createMemo, createSignal, For, Show } from "solid-js";
import type { DnsRecord, WrittenRecord } from "#core/dns/record.state.ts";
import { recordProblem } from "#core/dns/record-problem.state.ts";
import { type TemplateName, templateNames, templates } from "#core/dns/template.state.ts";
import { importZone, type LeftOut } from "#core/dns/zone-import.state.ts";
import { language } from "#web/lib/dictionary.ts";
import { Button } from "#web/ui/button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextArea } from "#web/ui/text-area.tsx";
import { text as texts } from "./dns.text.ts";

const text = texts.importing;

/** Records from elsewhere: a template, or a zone file. They are drafted, and changed by nobody before they are applied. */
export function ImportSheet(props: {
  zoneName: string;
  onTemplate: (records: readonly WrittenRecord[]) => void;
  onFile: (records: readonly DnsRecord[], replace: boolean) => void;
  onClose: () => void;
}) {
  const [file, setFile] = createSignal("");
  const [replace, setReplace] = createSignal(false);
  const read = createMemo(() => importZone(file(), props.zoneName));
  return (
    <Sheet
      open
      title={text.title}
      closeLabel={texts.close}
      onClose={props.onClose}
      onSubmit={() => read().records.length > 0 && props.onFile(read().records, replace())}
      foot={
        <>
          <Button onClick={props.onClose}>{texts.cancel}</Button>
          <Button type="submit" tone="primary" disabled={read().records.length === 0}>
            {text.take}
          </Button>
        </>
      }
    >
      <div class="stack">
        <p class="second">{text.templates}</p>
        <div class="page-actions">
          <For each={templateNames}>
            {(name: TemplateName) => (
              <Button size="small" onClick={() => props.onTemplate(templates[name])}>
                {text.template[name]}
              </Button>
            )}
          </For>
        </div>
        <TextArea
          label={text.fileLabel}
          hint={text.fileHint}
          rows={10}
          spellcheck={false}
          autocapitalize="off"
          value={file()}
          onInput={(event) => setFile(event.currentTarget.value)}
        />
        <label class="choice">
          <input type="checkbox" checked={replace()} onChange={(event) => setReplace(event.currentTarget.checked)} />
          <span>{text.replace}</span>
        </label>
        <Show when={file().trim() !== ""}>
          <Notice tone={read().leftOut.length > 0 ? "warn" : "plain"} title={text.found(read().records.length)}>
            <Show when={read().leftOut.length > 0}>
              <span class="block">{text.leftOut(read().leftOut.length)}</span>
              <For each={read().leftOut.slice(0, 20)}>
                {({ line, why }) => <span class="block">{text.line(line, wordsOf(why))}</span>}
              </For>
            </Show>
          </Notice>
        </Show>
      </div>
    </Sheet>
  );
}

const wordsOf = (why: LeftOut): string =>
  why in text.why
    ? text.why[why as keyof typeof text.why]
    : recordProblem(why as Parameters<typeof recordProblem>[0], language);
