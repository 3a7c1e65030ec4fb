import { Show } from "solid-js";
import { getSessions } from "#web/data/security.ts";
import { getSession } from "#web/data/session.ts";
import { createView } from "#web/lib/view.ts";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { SupportAccessCard } from "../account/support-access-card.tsx";
import { FactorsCard } from "./factors-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { text } from "./security.text.ts";
import { SessionsCard } from "./sessions-card.tsx";

/** What keeps an account one's own. Customers and staff have the same page. */
export default function SecurityPage() {
  const sessions = createView(getSessions, () => []);
  const session = createView(getSession, () => []);
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
          <SessionsCard sessions={sessions} />
        </div>
        <div class="stack">
          <PasswordCard />
          <Show when={session.value()?.account}>
            <SupportAccessCard />
          </Show>
        </div>
      </div>
    </>
  );
}
