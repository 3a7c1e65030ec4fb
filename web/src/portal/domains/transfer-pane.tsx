import { createSignal, Show } from "solid-js";
import { can, mayGiveAway, mayManage } from "#core/domains/domain.state.ts";
import { revealAuthCode, setLock, setPrivacy } from "#web/data/registrations.ts";
import { createRequest } from "#web/data/request.ts";
import { formatDay } from "#web/lib/time.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { JobNotice } from "./job-notice.tsx";
import type { PaneProps } from "./panes.ts";
import { text } from "./registration.text.ts";
import { createRegistration } from "./registration.ts";
import { SwitchCard } from "./switch-card.tsx";
import { TransferOutNotice } from "./transfer-out-notice.tsx";

/** Who could take the domain away, and taking it to another registrar. */
export default function TransferPane(props: PaneProps) {
  const may = createMay();
  const registration = createRegistration(() => props.domain.id);
  const open = () => may(mayManage) === true && can("change", props.domain);
  const locking = createRequest(setLock);
  const hiding = createRequest(setPrivacy);
  return (
    <div class="columns">
      <div class="stack">
        <Show when={registration.value()?.job}>{(job) => <JobNotice job={job()} staff={props.staff} />}</Show>
        <Show when={registration.value()?.transferOut}>
          {(asked) => <TransferOutNotice domain={props.domain} asked={asked()} />}
        </Show>
        <SwitchCard
          words={text.lock}
          on={props.domain.locked}
          turn={props.domain.locked ? text.lock.unlock : text.lock.lock}
          open={open()}
          request={locking}
          onTurn={() => void locking.run(props.domain.id, !props.domain.locked)}
        />
        <AuthCodeCard domainId={props.domain.id} locked={props.domain.locked} open={can("change", props.domain)} />
      </div>
      <div class="stack">
        <Show when={props.domain.privacy !== null}>
          <SwitchCard
            words={text.privacy}
            on={props.domain.privacy === true}
            turn={props.domain.privacy ? text.privacy.show : text.privacy.hide}
            open={open()}
            request={hiding}
            onTurn={() => void hiding.run(props.domain.id, !props.domain.privacy)}
          />
        </Show>
      </div>
    </div>
  );
}

/** Shown to owners once they have shown again who they are, and kept nowhere. */
function AuthCodeCard(props: { domainId: string; locked: boolean; open: boolean }) {
  const may = createMay();
  const revealing = createRequest(revealAuthCode);
  const [shown, setShown] = createSignal<Awaited<ReturnType<typeof revealAuthCode>>>();
  const reveal = async () => setShown(await revealing.run(props.domainId));
  return (
    <Show when={may(mayGiveAway) && props.open}>
      <Card title={text.out.title}>
        <CardBody class="stack">
          <p class="second">{props.locked ? text.out.locked : text.out.text}</p>
          <Refusal of={revealing} />
          <Show
            when={shown()}
            fallback={
              <Show when={!props.locked}>
                <div class="page-actions">
                  <Button busy={revealing.pending()} waits={revealing.waiting() > 0} onClick={() => void reveal()}>
                    {text.out.show}
                  </Button>
                </div>
              </Show>
            }
          >
            {(code) => (
              <>
                <CopyField value={code().authCode} label={text.out.copy} copiedLabel={text.out.copied} />
                <Show when={code().expiresAt}>
                  {(until) => <p class="small second">{text.out.until(formatDay(until()))}</p>}
                </Show>
              </>
            )}
          </Show>
        </CardBody>
      </Card>
    </Show>
  );
}
