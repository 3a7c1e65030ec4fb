import { createSignal, For, Show } from "solid-js";
import { createRequest } from "#web/data/request.ts";
import { endSession, type SessionPlace } from "#web/data/security.ts";
import type { View } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Moment } from "#web/parts/moment.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status } from "#web/ui/status.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./security.text.ts";

const text = texts.sessions;

export function SessionsCard(props: { sessions: View<{ items: SessionPlace[] }> }) {
  const [asked, setAsked] = createSignal<SessionPlace | "others">();
  const ending = createRequest(endSession);
  const close = () => {
    setAsked(undefined);
    ending.clear();
  };
  const confirm = async () => {
    const what = asked();
    if (!what) return;
    const ended = await ending.run(what === "others" ? undefined : what.id);
    if (ended === undefined) return;
    close();
    toast(text.ended(ended));
  };
  const others = () => (props.sessions.value()?.items.length ?? 0) > 1;
  return (
    <Card
      title={text.title}
      foot={others() ? <Button onClick={() => setAsked("others")}>{text.endOthers}</Button> : undefined}
    >
      <Loaded
        padded
        from={props.sessions}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={3} />}
      >
        {(value) => (
          <Rows>
            <For each={value().items}>
              {(session) => (
                <Row
                  title={nameOf(session)}
                  text={<Use session={session} />}
                  end={
                    <Show when={!session.current} fallback={<Status tone="ok">{text.here}</Status>}>
                      <Button size="small" aria-label={text.endOf(nameOf(session))} onClick={() => setAsked(session)}>
                        {text.end}
                      </Button>
                    </Show>
                  }
                />
              )}
            </For>
          </Rows>
        )}
      </Loaded>
      <Show when={asked()}>
        {(what) => (
          <ConfirmDialog
            open
            title={titleOf(what())}
            text={what() === "others" ? text.othersText : text.endText}
            confirm={what() === "others" ? text.endOthers : text.end}
            dismiss={text.dismiss}
            danger
            busy={ending.pending()}
            refusal={<Refusal of={ending} />}
            waits={ending.waiting() > 0}
            onConfirm={() => void confirm()}
            onClose={close}
          />
        )}
      </Show>
    </Card>
  );
}

function Use(props: { session: SessionPlace }) {
  return (
    <>
      {text.used} <Moment at={props.session.lastUsedAt} />
      <Show when={props.session.address}>
        {" "}
        <span class="wrap-anywhere">{text.from(props.session.address)}</span>
      </Show>
      , {text.since} <Moment at={props.session.createdAt} />
    </>
  );
}

const titleOf = (what: SessionPlace | "others"): string =>
  what === "others" ? text.othersTitle : text.endTitle(nameOf(what));

function nameOf({ agent: { browser, system } }: SessionPlace): string {
  if (browser && system) return text.on(browser, system);
  return browser ?? system ?? text.unknown;
}
