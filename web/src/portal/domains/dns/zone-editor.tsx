import { createMemo, createSignal, Show } from "solid-js";
import { difference } from "#core/dns/change-set.state.ts";
import type { DnsRecord } from "#core/dns/record.state.ts";
import { recordKey } from "#core/dns/record.state.ts";
import { createRequest } from "#web/data/request.ts";
import { getZoneFile, type Zone } from "#web/data/zones.ts";
import { download } from "#web/lib/download.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { text } from "./dns.text.ts";
import {
  current,
  type Draft,
  drafted,
  isEmptyDraft,
  type Line,
  linesOf,
  noDraft,
  readDraft,
  undone,
  withoutRecord,
  withRecord,
} from "./draft.ts";
import { HistoryCard } from "./history-card.tsx";
import { ImportSheet } from "./import-sheet.tsx";
import { RecordSheet } from "./record-sheet.tsx";
import { RecordsCard } from "./records-card.tsx";
import { ReviewCard } from "./review-card.tsx";
import { ZoneNotices } from "./zone-notices.tsx";

/** A zone on our name servers: what is edited is drafted, looked at, and then applied as a whole. */
export function ZoneEditor(props: { zone: Zone; open: boolean; onOutdated: () => void }) {
  const [kept, setDraft] = createSignal<Draft>(noDraft);
  const [sheet, setSheet] = createSignal<Line | "new" | "import">();
  const draft = createMemo(() => current(kept(), props.zone.records));
  const read = createMemo(() => readDraft(draft(), props.zone.records, props.zone.name));
  const lines = createMemo(() => linesOf(draft(), props.zone.records, props.zone.name));
  const close = () => setSheet(undefined);
  const exporting = createRequest(async () => {
    const { file } = await getZoneFile(props.zone.id);
    download(`${props.zone.name}.zone`, "text/dns", file);
  });
  const add = (records: readonly Parameters<typeof drafted>[0][]) =>
    records.reduce<Draft>((now, record) => withRecord(now, drafted(record)), draft());
  const takeFile = (records: readonly DnsRecord[], replace: boolean) => {
    const own = props.zone.records.filter(({ owner }) => owner === null);
    const { removes, adds } = difference(props.zone.records, records);
    const going = new Set(removes.map(recordKey));
    const ids = replace ? own.filter((record) => going.has(recordKey(record))).map(({ id }) => id) : [];
    const next = add(adds);
    setDraft({ ...next, removes: [...new Set([...next.removes, ...ids])] });
    close();
  };
  return (
    <div class="stack">
      <ZoneNotices zone={props.zone} open={props.open} />
      <Show when={props.zone.foreign.length > 0}>
        <Notice tone="plain">{text.foreign(props.zone.foreign.join(", "))}</Notice>
      </Show>
      <Show when={!isEmptyDraft(draft())}>
        <ReviewCard
          zone={props.zone}
          draft={draft()}
          read={read()}
          onDone={() => setDraft(noDraft)}
          onOutdated={props.onOutdated}
        />
      </Show>
      <Refusal of={exporting} />
      <RecordsCard
        lines={lines()}
        open={props.open}
        onEdit={setSheet}
        onRemove={(line) => line.held && setDraft(withoutRecord(draft(), line.held.id))}
        onUndo={(line) => setDraft(undone(draft(), line))}
        foot={
          <div class="page-actions">
            <Show when={props.open}>
              <Button onClick={() => setSheet("new")}>{text.add}</Button>
              <Button onClick={() => setSheet("import")}>{text.import}</Button>
            </Show>
            <Button busy={exporting.pending()} onClick={() => void exporting.run()}>
              {text.export}
            </Button>
          </div>
        }
      />
      <HistoryCard zone={props.zone} open={props.open} />
      <Show when={sheet() === "import"}>
        <ImportSheet
          zoneName={props.zone.name}
          onTemplate={(records) => {
            setDraft(add(records));
            close();
          }}
          onFile={takeFile}
          onClose={close}
        />
      </Show>
      <Show when={sheet() !== "import" && sheet()}>
        {(line) => (
          <RecordSheet
            line={asLine(line())}
            zoneName={props.zone.name}
            onDone={(record) => {
              setDraft(withRecord(draft(), record));
              close();
            }}
            onClose={close}
          />
        )}
      </Show>
    </div>
  );
}

const asLine = (open: Line | "new" | "import"): Line | undefined => (typeof open === "string" ? undefined : open);
