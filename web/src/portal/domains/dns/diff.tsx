import { For } from "solid-js";
import type { DnsRecord } from "#core/dns/record.state.ts";
import { Status } from "#web/ui/status.tsx";
import { text } from "./dns.text.ts";
import { ttlWords } from "./ttl.ts";

type Shown = Pick<DnsRecord, "name" | "ttl" | "data"> & { type: string };

/** What goes and what comes, each a line. */
export function Diff(props: { removes: readonly Shown[]; adds: readonly Shown[] }) {
  return (
    <ul class="grid gap-1">
      <For each={props.removes}>{(record) => <DiffLine tone="bad" word={text.review.goes} record={record} />}</For>
      <For each={props.adds}>{(record) => <DiffLine tone="ok" word={text.review.comes} record={record} />}</For>
    </ul>
  );
}

function DiffLine(props: { tone: "ok" | "bad"; word: string; record: Shown }) {
  return (
    <li>
      <Status tone={props.tone}>{props.word}</Status>{" "}
      <bdi class="mono wrap-anywhere">
        {props.record.name || "@"} {props.record.type} {props.record.data}
      </bdi>{" "}
      <span class="third small">{ttlWords(props.record.ttl)}</span>
    </li>
  );
}
