import { Show } from "solid-js";
import { may as mayDo } from "#core/kernel/permissions.state.ts";
import { getSessions } from "#web/data/security.ts";
import { getSession } from "#web/data/session.ts";
import { createView } from "#web/lib/view.ts";
import { createMay } from "#web/parts/may.ts";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { SupportAccessCard } from "../account/support-access-card.tsx";
import { ErasureCard } from "./erasure-card.tsx";
import { FactorsCard } from "./factors-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { ProfileCard } from "./profile-card.tsx";
import { RequireFactors } from "./require-factors.tsx";
import { text } from "./security.text.ts";
import { SessionsCard } from "./sessions-card.tsx";

const ssoManage = mayDo("sso:manage");

/** What keeps an account one's own. Customers and staff have the same page. */
export default function SecurityPage() {
  const sessions = createView(getSessions, () => []);
  const session = createView(getSession, () => []);
  const may = createMay();
  /** Staff go when an administrator ends their appointment, and who acts for a customer is not at home here. */
  const leaving = () => {
    const who = session.value();
    return who && who.staff === null && !who.needsFactor ? who : undefined;
  };
  return (
    <>
      <PageHead
        title={text.title}
        line={<PageLine from={sessions}>{(value) => text.line(value().items.length)}</PageLine>}
      />
      <div class="columns">
        <div class="stack">
          <Show when={session.value()?.needsFactor}>
            <Notice tone="warn" title={text.factors.neededTitle}>
              {text.factors.needed}
            </Notice>
          </Show>
          <FactorsCard />
          <RequireFactors session={session.value() ?? undefined} />
          <SessionsCard sessions={sessions} />
        </div>
        <div class="stack">
          <div class="stack">
            <ProfileCard />
            <PasswordCard />
            <Show when={may(ssoManage)}>
              <Card
                title={text.singleSignOn.title}
                foot={
                  <LinkButton href={session.value()?.staff ? paths.dashboardSingleSignOn : paths.singleSignOnSettings}>
                    {text.singleSignOn.open}
                  </LinkButton>
                }
              >
                <CardBody>
                  <p class="second">{text.singleSignOn.line}</p>
                </CardBody>
              </Card>
            </Show>
          </div>
          <Show when={session.value()?.account}>
            <SupportAccessCard />
          </Show>
          <Show when={leaving()}>{(who) => <ErasureCard session={who()} />}</Show>
        </div>
      </div>
    </>
  );
}
