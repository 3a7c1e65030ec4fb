import { Show } from "solid-js";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { getAccount, getGlance } from "#web/data/account.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { createMay } from "#web/parts/may.ts";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { text } from "./account.text.ts";
import { ClosingCard } from "./closing-card.tsx";
import { DetailsCard } from "./details-card.tsx";
import { GlanceKpis, HistoryCard } from "./glance.tsx";
import { OwnAccountsCard } from "./own-accounts-card.tsx";
import { SavedCardCard } from "./saved-card.tsx";
import { TransferNotices } from "./transfer-notices.tsx";

export default function AccountPage() {
  const may = createMay();
  const glance = createView(getGlance, () => []);
  return (
    <>
      <Show when={may(demands("billing:read"))} fallback={<PageHead title={text.title} />}>
        <Head />
      </Show>
      <Show when={may({ person: true })}>
        <TransferNotices />
      </Show>
      <GlanceKpis glance={glance} />
      <div class="columns">
        <HistoryCard glance={glance} />
        <div class="stack">
          <Show when={may(demands("billing:read"))}>
            <Details />
            <SavedCardCard />
          </Show>
          <Show when={may({ person: true })}>
            <OwnAccountsCard />
          </Show>
          <Show when={may(demands("account:close"))}>
            <ClosingCard />
          </Show>
        </div>
      </div>
    </>
  );
}

function Head() {
  const account = createView(getAccount, () => []);
  return (
    <PageHead
      title={text.title}
      line={<PageLine from={account}>{(value) => text.line(value().number, formatDay(value().createdAt))}</PageLine>}
    />
  );
}

function Details() {
  const account = createView(getAccount, () => []);
  return <DetailsCard account={account} />;
}
