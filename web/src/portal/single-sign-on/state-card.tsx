import { revalidate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { createRequest } from "#web/data/request.ts";
import { getSso, removeSso, type SsoConnection, switchSso, testSso } from "#web/data/sso.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Status } from "#web/ui/status.tsx";
import { text as texts } from "./settings.text.ts";

const text = texts.state;
type Asked = "off" | "enforce" | "remove";

/** Whether people come in, and whether they come in no other way. */
export function StateCard(props: { connection: SsoConnection; staff: boolean }) {
  const [asked, setAsked] = createSignal<Asked>();
  const testing = createRequest(testSso);
  const switching = createRequest(async (key: string, enabled: boolean, enforced: boolean) => {
    await switchSso(key, enabled, enforced);
    await revalidate(getSso.key);
    return true;
  });
  const removing = createRequest(async (key: string) => {
    await removeSso(key);
    await revalidate(getSso.key);
    return true;
  });
  const isTested = () => props.connection.testedAt !== null;
  const close = () => {
    setAsked(undefined);
    switching.clear();
    removing.clear();
  };
  const confirm = async () => {
    const what = asked();
    const done = what === "remove" ? await removing.run() : await switching.run(what === "enforce", what === "enforce");
    if (done) close();
  };
  const words = () => {
    const what = asked();
    if (what === "remove") return { title: text.removeTitle, body: text.removeText, action: text.remove };
    if (what === "off") return { title: text.offTitle, body: text.offText, action: text.switchOff };
    const body = props.staff ? text.enforceStaff : text.enforceText;
    return { title: text.enforceTitle, body, action: text.enforce };
  };
  return (
    <Card
      title={text.title}
      aside={
        <Show when={isTested()} fallback={<Status tone="warn">{text.untested}</Status>}>
          <Status tone={props.connection.enabled ? "ok" : "plain"}>
            {props.connection.enforced ? text.only : props.connection.enabled ? text.on : text.off}
          </Status>
        </Show>
      }
    >
      <CardBody class="stack">
        <Refusal of={testing} />
        <Refusal of={switching} hidden={asked() !== undefined} />
        <div class="page-actions">
          <Button busy={testing.pending()} onClick={() => void testing.run()}>
            {text.test}
          </Button>
          <Show
            when={props.connection.enabled}
            fallback={
              <Button
                tone="primary"
                disabled={!isTested()}
                title={isTested() ? undefined : text.untestedWhy}
                busy={switching.pending()}
                onClick={() => void switching.run(true, false)}
              >
                {text.switchOn}
              </Button>
            }
          >
            <Show
              when={props.connection.enforced}
              fallback={<Button onClick={() => setAsked("enforce")}>{text.enforce}</Button>}
            >
              <Button busy={switching.pending()} onClick={() => void switching.run(true, false)}>
                {text.relax}
              </Button>
            </Show>
            <Button onClick={() => setAsked("off")}>{text.switchOff}</Button>
          </Show>
          <Button tone="danger" onClick={() => setAsked("remove")}>
            {text.remove}
          </Button>
        </div>
        <Show when={!isTested()}>
          <p class="second small">{text.testHint}</p>
        </Show>
      </CardBody>
      <ConfirmDialog
        open={asked() !== undefined}
        danger={asked() !== "enforce"}
        title={words().title}
        text={words().body}
        confirm={words().action}
        dismiss={text.cancel}
        busy={switching.pending() || removing.pending()}
        refusal={
          <>
            <Refusal of={switching} />
            <Refusal of={removing} />
          </>
        }
        waits={switching.waiting() > 0 || removing.waiting() > 0}
        onConfirm={() => void confirm()}
        onClose={close}
      />
    </Card>
  );
}
