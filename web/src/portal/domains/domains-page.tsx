import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { mayManage } from "#core/domains/domain.state.ts";
import { allowed } from "#core/orders/order.state.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createDomainList } from "#web/parts/domain-list/domain-list.ts";
import { DomainFilters, DomainListCard } from "#web/parts/domain-list/domain-list-card.tsx";
import { createMay } from "#web/parts/may.ts";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { AddDomainSheet } from "./add-domain-sheet.tsx";
import { text } from "./domains.text.ts";
import { ExpiryCard } from "./expiry-card.tsx";

const mayOrder = allowed.place;
const isMoving = new Set(["unproven", "registering", "transferring", "restoring"]);

export default function DomainsPage() {
  const may = createMay();
  const [adding, setAdding] = createSignal(false);
  const list = createDomainList();
  const open = () => list.items().filter(({ provenAt }) => provenAt === null).length;
  const isEmpty = () => list.items().length === 0 && !list.isNarrowed();
  createPolling(() => (list.items().some(({ state }) => isMoving.has(state)) ? 10_000 : 60_000), list.view.retry);
  const addButton = () => (
    <Show when={may(mayManage)}>
      <Button onClick={() => setAdding(true)}>{text.add}</Button>
    </Show>
  );
  return (
    <>
      <PageHead
        title={text.title}
        line={
          <PageLine from={list.view}>
            {() =>
              isEmpty()
                ? text.lineEmpty
                : list.isNarrowed()
                  ? text.found(list.items().length)
                  : text.line(list.items().length, open())
            }
          </PageLine>
        }
        actions={
          <Show when={list.view.value() && !isEmpty()}>
            <DomainFilters list={list} />
            {addButton()}
            <Show when={may(mayOrder)}>
              <LinkButton tone="primary" icon="plus" href={paths.domainOrder}>
                {text.register}
              </LinkButton>
            </Show>
          </Show>
        }
      />
      <div class="stack">
        <ExpiryCard />
        <DomainListCard
          list={list}
          addressOf={paths.domainDetail}
          empty={
            <EmptyState
              icon="globe"
              title={text.emptyTitle}
              text={text.emptyText}
              action={
                <div class="grid w-full max-w-md gap-3">
                  <Show when={may(mayOrder)}>
                    <Search />
                  </Show>
                  {addButton()}
                </div>
              }
            />
          }
        />
      </div>
      <Show when={adding()}>
        <AddDomainSheet onClose={() => setAdding(false)} />
      </Show>
    </>
  );
}

/** Leads to where names are found, with what is looked for. */
function Search() {
  const navigate = useNavigate();
  const [wanted, setWanted] = createSignal("");
  return (
    <form
      class="grid gap-3 text-start"
      onSubmit={(event) => {
        event.preventDefault();
        navigate(paths.domainOrderOf(wanted().trim()));
      }}
    >
      <TextField
        label={text.wanted}
        inputmode="url"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        required
        value={wanted()}
        onInput={(event) => setWanted(event.currentTarget.value)}
      />
      <Button type="submit" tone="primary" size="large" wide>
        {text.search}
      </Button>
    </form>
  );
}
