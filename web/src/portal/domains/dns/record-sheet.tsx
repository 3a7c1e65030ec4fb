import { createMemo, createSignal } from "solid-js";
import { readRecord, type WrittenRecord } from "#core/dns/record.state.ts";
import { recordProblem } from "#core/dns/record-problem.state.ts";
import { isRecordType, type RecordType, recordTypes } from "#core/dns/record-type.state.ts";
import { language } from "#web/lib/dictionary.ts";
import { Button } from "#web/ui/button.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text } from "./dns.text.ts";
import { type DraftRecord, drafted, type Line } from "./draft.ts";
import { ttlOptions } from "./ttl.ts";

const types = Object.keys(recordTypes).map((type) => ({ value: type, label: type }));
const usual: WrittenRecord = { name: "", type: "A", ttl: 3600, data: "" };

/** One record, checked while it is typed, as the server will. */
export function RecordSheet(props: {
  /** The one that is edited; without it, a new one. */
  line: Line | undefined;
  zoneName: string;
  onDone: (record: DraftRecord) => void;
  onClose: () => void;
}) {
  const [written, setWritten] = createSignal<WrittenRecord>(startOf(props.line));
  const [tried, setTried] = createSignal(false);
  const edit = (change: Partial<WrittenRecord>) => setWritten({ ...written(), ...change });
  const read = createMemo(() => readRecord(written(), { origin: props.zoneName, by: "person" }));
  const problemAt = (field: keyof WrittenRecord) => {
    const found = read();
    const shown = tried() || written()[field] !== "";
    return "problem" in found && found.field === field && shown ? recordProblem(found.problem, language) : undefined;
  };
  /** What becomes of what was typed, where that is something else. */
  const kept = () => {
    const found = read();
    return "record" in found && found.record.data !== written().data.trim()
      ? text.sheet.kept(found.record.data)
      : undefined;
  };
  const type = (): RecordType => {
    const chosen = written().type;
    return isRecordType(chosen) ? chosen : "A";
  };
  const take = () => {
    setTried(true);
    if ("problem" in read()) return;
    const before = props.line?.drafted;
    const replaces = props.line?.held?.id ?? null;
    props.onDone(before ? { ...before, written: written() } : drafted(written(), replaces));
  };
  const plain = { autocomplete: "off", autocapitalize: "off", spellcheck: false } as const;
  return (
    <Sheet
      open
      title={props.line ? text.sheet.edit : text.sheet.add}
      closeLabel={text.close}
      onClose={props.onClose}
      onSubmit={take}
      foot={
        <>
          <Button onClick={props.onClose}>{text.cancel}</Button>
          <Button type="submit" tone="primary">
            {text.sheet.take}
          </Button>
        </>
      }
    >
      <div class="stack">
        <SelectField
          label={text.type}
          options={types}
          value={written().type}
          onChange={(value) => edit({ type: value })}
        />
        <TextField
          {...plain}
          label={text.name}
          hint={text.sheet.nameHint}
          suffix={`.${props.zoneName}`}
          value={written().name}
          error={problemAt("name")}
          onInput={(event) => edit({ name: event.currentTarget.value })}
        />
        <TextField
          {...plain}
          label={text.value}
          hint={kept() ?? text.sheet.hint[type()]}
          value={written().data}
          error={problemAt("data")}
          onInput={(event) => edit({ data: event.currentTarget.value })}
        />
        <SelectField
          label={text.ttlLabel}
          options={ttlOptions(written().ttl)}
          value={String(written().ttl)}
          onChange={(value) => edit({ ttl: Number(value) })}
        />
      </div>
    </Sheet>
  );
}

function startOf(line: Line | undefined): WrittenRecord {
  if (!line) return usual;
  if (line.drafted) return line.drafted.written;
  const { name, type, ttl, data } = line.record;
  return { name, type, ttl, data };
}
