import { createSignal, Match, Show, Switch } from "solid-js";
import { confirmEmailChange, refuseEmailChange } from "#web/data/email-change.ts";
import { createRequest } from "#web/data/request.ts";
import { takeFragment } from "#web/lib/fragment.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Door } from "#web/ui/door.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { DoorEnd, DoorForm, isVoid } from "./door-form.tsx";
import { text } from "./email-change.text.ts";

/** Where the links of both mails about a change of address lead: only the old address can say that it was not them. */
export function EmailChangePage(props: { address: "new" | "old" }) {
  const given = takeFragment();
  const token = given.get("token") ?? "";
  const confirming = createRequest(confirmEmailChange);
  const refusing = createRequest(refuseEmailChange);
  const [complete, setComplete] = createSignal<boolean>();
  const [refused, setRefused] = createSignal(false);
  const words = () => text[props.address];

  const confirm = async () => setComplete((await confirming.run(token))?.complete);
  const refuse = async () => (await refusing.run(token)) && setRefused(true);

  return (
    <Switch>
      <Match when={refused()}>
        <DoorEnd title={text.refusedTitle} line={text.refusedLine}>
          <LinkButton tone="primary" size="large" wide href={paths.signIn}>
            {text.signIn}
          </LinkButton>
        </DoorEnd>
      </Match>
      <Match when={complete() !== undefined}>
        <DoorEnd title={text.doneTitle} line={complete() ? text.bothLine : words().oneLine}>
          <LinkButton tone="primary" size="large" wide href={paths.security}>
            {text.toSecurity}
          </LinkButton>
        </DoorEnd>
      </Match>
      <Match when={token === "" || isVoid(confirming.failure()) || isVoid(refusing.failure())}>
        <DoorEnd title={text.voidTitle} line={text.voidLine}>
          <LinkButton tone="primary" size="large" wide href={paths.security}>
            {text.toSecurity}
          </LinkButton>
        </DoorEnd>
      </Match>
      <Match when={true}>
        <Door title={words().title} documentTitle={words().title} line={words().line(given.get("email") ?? "")}>
          <DoorForm attempt={confirming} submit={words().submit} onSubmit={confirm}>
            <Refusal of={refusing} />
          </DoorForm>
          <Show when={props.address === "old"}>
            <div class="door-form">
              <Button size="large" wide tone="danger" busy={refusing.pending()} onClick={() => void refuse()}>
                {text.refuse}
              </Button>
              <p class="field-hint">{text.refuseHint}</p>
            </div>
          </Show>
        </Door>
      </Match>
    </Switch>
  );
}
