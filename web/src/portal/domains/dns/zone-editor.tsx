import { batch, createMemo, createSignal, Show } from "solid-js";
import { difference } from "#core/dns/change-set.state.ts";
import type { DnsRecord } from "#core/dns/record.state.ts";
import { recordKey } from "#core/dns/record.state.ts";
import { createRequest } from "#web/data/request.ts";
import { getZoneFile, type Zone } from "#web/data/zones.ts";
import { download } from "#web/lib/download.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { DanglingCard } from "./dangling-card.tsx";
import { text } from "./dns.text.ts";
import {
  type Became,
  becameOf,
  changing,
  current,
  type Draft,
  drafted,
  editOf,
  isEmptyDraft,
  type Line,
  linesOf,
  noDraft,
  readDraft,
  undone,
  withoutRecord,
  withoutSent,
  withRecord,
} from "./draft.ts";
import { HistoryCard } from "./history-card.tsx";
import { ImportSheet } from "./import-sheet.tsx";
import { RecordSheet } from "./record-sheet.tsx";
import { RecordsCard } from "./records-card.tsx";
import { changeCount, ReviewCard } from "./review-card.tsx";
import { ReviewDock } from "./review-dock.tsx";
import { ZoneNotices } from "./zone-notices.tsx";

/** A zone on our name servers: what is edited is drafted, looked at, and then applied as a whole. */
export function ZoneEditor(props: { zone: Zone; open: boolean; onOutdated: () => void }) {
  // What a change was answered with stands until the next look at the zone, so that no record is gone in between.
  const [answered, setAnswered] = createSignal<Zone>();
  const zone = () => {
    const newer = answered();
    return newer && newer.version > props.zone.version ? newer : props.zone;
  };
  const [kept, setDraft] = createSignal<Draft>(noDraft);
  const [review, setReview] = createSignal<HTMLElement>();
  const [sheet, setSheet] = createSignal<Line | "new" | "import">();
  const draft = createMemo(() => current(kept(), zone().records));
  const read = createMemo(() => readDraft(draft(), zone().records, zone().name));
  const lines = createMemo(() => linesOf(draft(), zone().records, zone().name));
  let became: Became = new Map();
  const take = (sent: Draft, answer: Zone) => {
    became = new Map([...became, ...becameOf(sent, answer.records, answer.name)]);
    batch(() => {
      setAnswered(answer);
      setDraft(withoutSent(kept(), sent, became));
    });
  };
  const close = () => setSheet(undefined);
  const exporting = createRequest(async () => {
    const { file } = await getZoneFile(zone().id);
    download(`${zone().name}.zone`, "text/dns", file);
  });
  const add = (records: readonly Parameters<typeof drafted>[0][]) =>
    records.reduce<Draft>((now, record) => withRecord(now, drafted(record)), draft());
  const takeFile = (records: readonly DnsRecord[], replace: boolean) => {
    const own = zone().records.filter(({ owner }) => owner === null);
    const { removes, adds } = difference(zone().records, records);
    const going = new Set(removes.map(recordKey));
    const ids = replace ? own.filter((record) => going.has(recordKey(record))).map(({ id }) => id) : [];
    const next = add(adds);
    setDraft({ ...next, removes: [...new Set([...next.removes, ...ids])] });
    close();
  };
  return (
    <div class="stack">
      <ZoneNotices zone={zone()} open={props.open} />
      <Show when={zone().foreign.length > 0}>
        <Notice tone="plain">{text.foreign(zone().foreign.join(", "))}</Notice>
      </Show>
      <Show when={!isEmptyDraft(draft())}>
        <div ref={setReview} tabIndex={-1}>
          <ReviewCard
            zone={zone()}
            draft={draft()}
            read={read()}
            onSent={take}
            onDiscard={() => setDraft(noDraft)}
            onOutdated={props.onOutdated}
          />
        </div>
      </Show>
      <DanglingCard
        zone={zone()}
        open={props.open}
        going={new Set(editOf(draft()).removes)}
        onRemove={(id) => setDraft(withoutRecord(draft(), id))}
        onEdit={(id) => setSheet(lines().find(({ held }) => held?.id === id))}
      />
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
      <HistoryCard zone={zone()} open={props.open} />
      <Show when={!isEmptyDraft(draft()) && review()} keyed>
        {(card) => <ReviewDock count={changeCount(read().change)} card={card} />}
      </Show>
      <Show when={sheet() === "import"}>
        <ImportSheet
          zoneName={zone().name}
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
            zoneName={zone().name}
            onDone={(record) => {
              setDraft(withRecord(draft(), changing(record, became)));
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
