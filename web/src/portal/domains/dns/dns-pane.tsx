import { Match, Show, Switch } from "solid-js";
import { mayManage } from "#core/dns/zone.state.ts";
import type { Domain } from "#web/data/domains.ts";
import { createRequest } from "#web/data/request.ts";
import { createZone, getZone, type Zone } from "#web/data/zones.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import type { PaneProps } from "../panes.ts";
import { text } from "./dns.text.ts";
import { OutsideCard } from "./outside-card.tsx";
import { ZoneEditor } from "./zone-editor.tsx";

const isMoving = (zone: Zone | null | undefined): boolean =>
  !!zone && (zone.checkedAt === null || zone.open.some(({ state }) => state === "pending"));

/** What a domain's DNS says, and changing it. */
export default function DnsPane(props: PaneProps) {
  const may = createMay();
  const found = createView(getZone, () => [props.domain.id]);
  const open = () => may(mayManage) === true;
  createPolling(() => (isMoving(found.value()?.zone) ? 2000 : 30_000), found.retry);
  return (
    <Loaded
      from={found}
      words={loading.words(text.failed)}
      skeleton={
        <div class="card">
          <RowsSkeleton label={text.loading} rows={6} />
        </div>
      }
    >
      {(value) => (
        <Switch fallback={<Beginning domain={props.domain} open={open()} />}>
          <Match when={value().zone?.hosted === "external" && value().zone}>
            {(zone) => <OutsideCard zone={zone()} open={open()} />}
          </Match>
          <Match when={value().zone}>
            {(zone) => <ZoneEditor zone={zone()} open={open()} onOutdated={found.retry} />}
          </Match>
        </Switch>
      )}
    </Loaded>
  );
}

/** A domain without a zone: who is to answer for it. */
function Beginning(props: { domain: Domain; open: boolean }) {
  const isProven = () => props.domain.provenAt !== null;
  const isHere = () => props.domain.registrar === "autodns";
  const creating = createRequest(createZone);
  const choice = (hosted: Zone["hosted"], title: string, says: string) => (
    <Row
      wrap
      heading
      title={title}
      text={says}
      end={
        <Show when={props.open && isProven()}>
          <Button
            aria-label={text.begin.chooseOf(title)}
            busy={creating.pending()}
            waits={creating.waiting() > 0}
            onClick={() => void creating.run(props.domain.id, hosted)}
          >
            {text.begin.choose}
          </Button>
        </Show>
      }
    />
  );
  return (
    <Card title={text.begin.title}>
      <CardBody class="stack">
        <p class="second">{isProven() ? text.begin.text : text.begin.unproven}</p>
        <Refusal of={creating} />
      </CardBody>
      <Rows>
        {choice("rookery", text.begin.ours, text.begin[isHere() ? "oursHereText" : "oursText"])}
        {choice("external", text.begin.theirs, text.begin.theirsText)}
      </Rows>
    </Card>
  );
}
