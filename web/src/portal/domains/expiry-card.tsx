import { createMemo, For, Show } from "solid-js";
import { type Domain, getDomains } from "#web/data/domains.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { paths } from "#web/paths.ts";
import { Card } from "#web/ui/card.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import type { Tone } from "#web/ui/status.tsx";
import { text } from "./expiry-card.text.ts";

const dayMs = 86_400_000;
/** Looked ahead so far. */
const soonDays = 90;

const daysLeft = ({ expiresAt }: Domain) => Math.ceil((Date.parse(expiresAt ?? "") - Date.now()) / dayMs);

/** What is on its way to its end, the nearest first. What renews by itself is no worry until its last week. */
const toneOf = (domain: Domain): Tone => {
  const left = daysLeft(domain);
  if (left <= 7) return "bad";
  return domain.autoRenew ? "plain" : left <= 30 ? "bad" : "warn";
};

export function ExpiryCard() {
  const soon = createView(getDomains, () => [{ expiresWithinDays: soonDays }]);
  const items = createMemo(() =>
    (soon.value()?.items ?? []).filter(({ expiresAt }) => expiresAt).toSorted((a, b) => daysLeft(a) - daysLeft(b)),
  );
  return (
    <Show when={items().length > 0}>
      <Card title={text.title} foot={soon.value()?.nextCursor ? <span>{text.more}</span> : undefined}>
        <Rows>
          <For each={items()}>
            {(domain) => (
              <Row
                icon="clock"
                tone={toneOf(domain)}
                wrap
                title={<bdi>{domain.shown}</bdi>}
                text={`${text.left(daysLeft(domain))}, ${formatDay(domain.expiresAt ?? "")}. ${domain.autoRenew ? text.renewed : text.ends}.`}
                end={
                  <LinkButton size="small" href={paths.domainDetail(domain.id)} aria-label={text.openOf(domain.shown)}>
                    {text.open}
                  </LinkButton>
                }
              />
            )}
          </For>
        </Rows>
      </Card>
    </Show>
  );
}
