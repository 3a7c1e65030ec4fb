import { Match, Show, Switch } from "solid-js";
import { mayManage } from "#core/domains/domain.state.ts";
import { type DomainContact, resendVerification } from "#web/data/domain-contacts.ts";
import { createRequest } from "#web/data/request.ts";
import { formatDay } from "#web/lib/time.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./verification.text.ts";

/** A holder who has not shown yet that they can be reached, while their names depend on it. */
export function VerificationNotice(props: { contact: DomainContact }) {
  const may = createMay();
  const sending = createRequest(resendVerification);
  const send = async () => {
    if (await sending.run(props.contact.id)) toast(text.sent);
  };
  const mailed = () => {
    const { email, verificationMailedAt: at } = props.contact;
    return at ? text.mailedOn(email, formatDay(at)) : text.mailed(email);
  };
  return (
    <Switch>
      <Match when={props.contact.verification === "pending" && props.contact.verifyBy}>
        {(by) => (
          <>
            <Notice
              tone="warn"
              title={text.title(formatDay(by()))}
              actions={
                <Show when={may(mayManage)}>
                  <Button
                    size="small"
                    busy={sending.pending()}
                    waits={sending.waiting() > 0}
                    onClick={() => void send()}
                  >
                    {text.send}
                  </Button>
                </Show>
              }
            >
              {mailed()} {text.else}
            </Notice>
            <Refusal of={sending} />
          </>
        )}
      </Match>
      <Match when={props.contact.verification === "failed"}>
        <Notice tone="bad" title={text.failedTitle}>
          {text.failed}
        </Notice>
      </Match>
    </Switch>
  );
}
