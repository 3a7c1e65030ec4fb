import { createEffect, createSignal, Match, Switch } from "solid-js";
import { keptToken, verifyEmail } from "#web/data/email-verification.ts";
import { createRequest } from "#web/data/request.ts";
import { getSession } from "#web/data/session.ts";
import { createView } from "#web/lib/view.ts";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { text } from "./verify-email.text.ts";

export default function VerifyEmailPage() {
  const token = keptToken();
  const session = createView(getSession, () => []);
  const confirming = createRequest(verifyEmail);
  const [done, setDone] = createSignal(false);
  const confirm = async () => {
    if (await confirming.run(token)) setDone(true);
  };
  let begun = false;
  createEffect(() => {
    if (begun || token === "" || !session.value()) return;
    begun = true;
    void confirm();
  });
  const isConfirmed = () => session.value()?.person.emailVerified === true;

  return (
    <>
      <PageHead title={text.title} line={done() ? text.done : undefined} />
      <Card title={text.title} titleHidden>
        <CardBody>
          <Switch fallback={<p role="status">{text.working}</p>}>
            <Match when={done() || (isConfirmed() && !confirming.pending())}>
              <Notice
                tone="ok"
                title={done() ? text.doneTitle : text.already}
                urgent
                actions={
                  <LinkButton tone="primary" href={paths.overview}>
                    {text.overview}
                  </LinkButton>
                }
              >
                {text.doneText}
              </Notice>
            </Match>
            <Match when={token === ""}>
              <Notice tone="warn" title={text.failedTitle}>
                {text.missing}
              </Notice>
            </Match>
            <Match when={confirming.failure()}>
              {(failure) => (
                <Notice
                  tone="bad"
                  title={text.failedTitle}
                  urgent
                  actions={<Button onClick={() => void confirm()}>{text.retry}</Button>}
                >
                  {failure().message} {text.kept}
                </Notice>
              )}
            </Match>
          </Switch>
        </CardBody>
      </Card>
    </>
  );
}
