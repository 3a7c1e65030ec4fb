import { getSessions } from "#web/data/security.ts";
import { createView } from "#web/lib/view.ts";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { PasswordCard } from "./password-card.tsx";
import { text } from "./security.text.ts";
import { SessionsCard } from "./sessions-card.tsx";

/** What keeps an account one's own. Customers and staff have the same page. */
export default function SecurityPage() {
  const sessions = createView(getSessions, () => []);
  return (
    <>
      <PageHead
        title={text.title}
        line={<PageLine from={sessions}>{(value) => text.line(value().items.length)}</PageLine>}
      />
      <div class="columns">
        <SessionsCard sessions={sessions} />
        <PasswordCard />
      </div>
    </>
  );
}
