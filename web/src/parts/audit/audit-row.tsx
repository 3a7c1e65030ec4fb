import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { ActorKind } from "#core/audit/audit.state.ts";
import type { AuditEntry } from "#web/data/audit.ts";
import { formatClock } from "#web/lib/time.ts";
import { Button } from "#web/ui/button.tsx";
import { Changes } from "#web/ui/changes.tsx";
import { Fold } from "#web/ui/fold.tsx";
import type { IconName } from "#web/ui/icon.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { Row } from "#web/ui/rows.tsx";
import { text } from "./audit.text.ts";
import { AuditSentence } from "./audit-sentence.tsx";

const icons: Record<ActorKind, IconName> = {
  member: "users",
  key: "key",
  staff: "staff",
  system: "cycle",
  webhook: "card",
  door: "shield",
};

export type AuditLinks = {
  /** The page of what an entry is about, where there is one. */
  ofTarget: (entry: AuditEntry) => string | undefined;
  ofAccount?: (accountId: string) => string;
};

/** What one entry says: the sentence, the reason, what changed, and folded in what only an investigation asks for. */
export function AuditRow(props: { entry: AuditEntry; links: AuditLinks; onPerson: (personId: string) => void }) {
  const entry = () => props.entry;
  return (
    <Row
      icon={icons[entry().actor.kind]}
      title={<AuditSentence entry={entry()} href={props.links.ofTarget(entry())} />}
      text={<Show when={entry().account}>{(account) => <bdi>{account().name ?? account().id}</bdi>}</Show>}
      more={
        <>
          <Show when={entry().reason}>
            {(reason) => (
              <p class="small second">
                <bdi>{text.reason(reason())}</bdi>
              </p>
            )}
          </Show>
          <Show when={entry().changes.length > 0}>
            <Changes items={entry().changes} words={{ was: text.was, is: text.is, nothing: text.nothing }} />
          </Show>
          <Fold label={text.details}>
            {() => <Details entry={entry()} links={props.links} onPerson={props.onPerson} />}
          </Fold>
        </>
      }
      end={
        <time class="small third figure" datetime={entry().at} title={new Date(entry().at).toLocaleString()}>
          {formatClock(entry().at)}
        </time>
      }
    />
  );
}

function Details(props: { entry: AuditEntry; links: AuditLinks; onPerson: (personId: string) => void }) {
  return (
    <Properties
      items={[
        {
          name: text.who,
          value: (
            <Show when={props.entry.actor.personId} fallback={<bdi>{props.entry.actor.name}</bdi>}>
              {(personId) => (
                <Button class="max-w-full" size="small" onClick={() => props.onPerson(personId())}>
                  <span class="clip">{text.onlyBy(props.entry.actor.name)}</span>
                </Button>
              )}
            </Show>
          ),
        },
        {
          name: text.customer,
          value: props.entry.account && props.links.ofAccount && (
            <A href={props.links.ofAccount(props.entry.account.id)}>
              <bdi>{props.entry.account.name ?? props.entry.account.id}</bdi>
            </A>
          ),
        },
        { name: text.role, value: props.entry.actor.detail ?? undefined },
        { name: text.action, value: props.entry.action, mono: true },
        { name: text.subject, value: props.entry.target.id, mono: true },
        { name: text.time, value: props.entry.at, mono: true },
        { name: text.request, value: props.entry.requestId, mono: true },
      ]}
    />
  );
}
