import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { DeadMessage } from "#web/data/dashboard.ts";
import { formatAge } from "#web/lib/time.ts";
import { Moment } from "#web/parts/moment.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Fold } from "#web/ui/fold.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { asked, text as texts } from "./queues.text.ts";

const text = texts.detail;

/** What a message asks for and of what, in one line: also the name of its buttons. */
export const titleOf = ({ about, event }: DeadMessage): string =>
  about === null ? asked(event) : `${asked(event)} · ${about.title}`;

export function DeadMessages(props: {
  messages: readonly DeadMessage[];
  mayAct: boolean;
  onSendBack: (message: DeadMessage) => void;
  onDiscard: (message: DeadMessage) => void;
}) {
  return (
    <Rows>
      <For each={props.messages}>
        {(message) => (
          <Row
            wrap
            heading
            icon="tray"
            tone={message.about?.done ? "plain" : "bad"}
            title={<Title message={message} />}
            text={
              <>
                {message.about?.done ? text.done : (message.failure?.message ?? texts.noCause)}{" "}
                <span class="third figure">{text.sent(formatAge(message.sentAt))}</span>
              </>
            }
            more={<Fold label={text.details}>{() => <Details message={message} />}</Fold>}
            end={
              <Show when={props.mayAct}>
                <span class="row-end flex gap-2">
                  <Button
                    size="small"
                    aria-label={text.sendBackNamed(titleOf(message))}
                    onClick={() => props.onSendBack(message)}
                  >
                    {text.sendBack}
                  </Button>
                  <Button
                    size="small"
                    aria-label={text.discardNamed(titleOf(message))}
                    onClick={() => props.onDiscard(message)}
                  >
                    {text.discard}
                  </Button>
                </span>
              </Show>
            }
          />
        )}
      </For>
    </Rows>
  );
}

const places = {
  operation: paths.dashboardOperation,
  order: paths.dashboardOrder,
};

function Title(props: { message: DeadMessage }) {
  const { about, event } = props.message;
  return (
    <>
      {asked(event)}
      <Show when={about}>
        {(known) => (
          <>
            {" · "}
            <About about={known()} />
          </>
        )}
      </Show>
    </>
  );
}

function About(props: { about: NonNullable<DeadMessage["about"]> }) {
  const { kind, id, title } = props.about;
  return kind === "person" ? title : <A href={places[kind](id)}>{title}</A>;
}

function Details(props: { message: DeadMessage }) {
  const { event, failure, id, sentAt } = props.message;
  return (
    <Properties
      items={[
        { name: text.type, value: event?.type, mono: true },
        { name: text.subject, value: event?.subject, mono: true },
        { name: text.event, value: event?.id, mono: true },
        { name: text.message, value: id, mono: true },
        { name: text.firstSent, value: <Moment at={sentAt} /> },
        { name: text.lastFailed, value: failure?.at ? <Moment at={failure.at} /> : undefined },
        { name: text.code, value: failure?.code, mono: true },
      ]}
    />
  );
}
