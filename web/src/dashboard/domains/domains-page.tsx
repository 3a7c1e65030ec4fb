import { A } from "@solidjs/router";
import type { Domain } from "#web/data/domains.ts";
import { createDomainList } from "#web/parts/domain-list/domain-list.ts";
import { DomainFilters, DomainListCard } from "#web/parts/domain-list/domain-list-card.tsx";
import { paths } from "#web/paths.ts";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import type { Column } from "#web/ui/table.tsx";
import { createNames } from "../names.ts";
import { text } from "./domains.text.ts";
import { EndangeredCard } from "./endangered-card.tsx";
import { text as registrar } from "./registrar.text.ts";

export default function DomainsPage() {
  const names = createNames();
  const list = createDomainList();
  const customer: Column<Domain> = {
    head: text.customer,
    cell: (domain) => (
      <A class="two-lines wrap-anywhere" href={paths.dashboardCustomer(domain.accountId)}>
        {names.ofCustomer(domain.accountId) ?? text.show}
      </A>
    ),
  };
  return (
    <>
      <PageHead
        title={text.title}
        line={
          <PageLine from={list.view}>
            {() => (list.items().length === 0 ? text.lineEmpty : text.line(list.items().length, list.isNarrowed()))}
          </PageLine>
        }
        actions={
          <>
            <LinkButton href={paths.dashboardCertificates}>{text.certificates}</LinkButton>
            <LinkButton href={paths.dashboardRegistrarJobs}>{registrar.jobs.title}</LinkButton>
            <LinkButton href={paths.dashboardDomainPrices}>{text.prices}</LinkButton>
          </>
        }
      />
      <div class="stack">
        <EndangeredCard />
        <div class="page-actions">
          <DomainFilters list={list} />
        </div>
        <DomainListCard
          list={list}
          addressOf={paths.dashboardDomain}
          columns={[customer]}
          empty={<EmptyState icon="globe" title={text.emptyTitle} text={text.emptyText} />}
        />
      </div>
    </>
  );
}
