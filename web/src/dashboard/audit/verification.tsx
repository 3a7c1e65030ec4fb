import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { AuditVerification } from "#web/data/audit.ts";
import { formatMoment } from "#web/lib/time.ts";
import type { View } from "#web/lib/view.ts";
import { paths } from "#web/paths.ts";
import { Notice } from "#web/ui/notice.tsx";
import { text } from "./audit.text.ts";

type From = { from: View<AuditVerification> };

/** How far the log was read and found whole. */
export function VerifiedLine(props: From) {
  const said = (): string => {
    const found = props.from.value();
    if (found === undefined) return props.from.failure() ? text.verificationFailed : "";
    return found.verifiedAt === null ? text.notVerified : text.verified(formatMoment(found.verifiedAt));
  };
  const readAgainAt = () => props.from.value()?.readAgainAt ?? null;
  const hint = () => {
    const at = readAgainAt();
    return at === null ? undefined : text.readAgain(formatMoment(at));
  };
  return <span title={hint()}>{said()}</span>;
}

/** Where the log does not fit, for as long as it does not. */
export function BrokenNotice(props: From) {
  return (
    <Show when={props.from.value()?.brokenSince}>
      {(since) => (
        <Notice urgent tone="bad" title={text.broken.title}>
          {text.broken.text(formatMoment(since()))}
          <For each={props.from.value()?.places}>{(place) => <Place place={place} />}</For>
        </Notice>
      )}
    </Show>
  );
}

function Place(props: { place: AuditVerification["places"][number] }) {
  return (
    <>
      <br />
      {text.broken.entry(props.place.seq)} {text.problems[props.place.problem]}:{" "}
      <Show when={props.place.chain !== "platform"} fallback={text.broken.platform}>
        <A href={paths.dashboardAuditOf("account", props.place.chain)}>{props.place.chain}</A>
      </Show>
      <Show when={props.place.id}>{(id) => <> ({id()})</>}</Show>
    </>
  );
}
