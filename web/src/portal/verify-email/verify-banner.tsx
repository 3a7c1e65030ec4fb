import { Show } from "solid-js";
import { requestVerification } from "#web/data/email-verification.ts";
import { createRequest } from "#web/data/request.ts";
import type { Session } from "#web/data/session.ts";
import { RetryClock, RetrySaid } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./verify-email.text.ts";

const text = texts.banner;

/** Above every page of the portal until the address is confirmed. */
export function VerifyBanner(props: { session: Session | undefined }) {
  const again = createRequest(requestVerification);
  const send = async (email: string) => {
    if (await again.run()) toast(text.sent(email));
  };
  return (
    <Show when={props.session?.person.emailVerified === false && props.session.person}>
      {(person) => (
        <div class="mb-6">
          <Notice
            tone="warn"
            title={text.title}
            actions={
              <Button
                size="small"
                busy={again.pending()}
                waits={again.waiting() > 0}
                onClick={() => void send(person().email)}
              >
                {text.again}
              </Button>
            }
          >
            <Show when={again.failure()} fallback={text.text(person().email)}>
              {(failure) => (
                <>
                  <span role="alert">{failure().message}</span> <RetryClock of={again} />
                </>
              )}
            </Show>
            <RetrySaid of={again} />
          </Notice>
        </div>
      )}
    </Show>
  );
}
