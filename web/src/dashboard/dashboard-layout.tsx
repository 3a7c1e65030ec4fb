import { type RouteSectionProps, useLocation } from "@solidjs/router";
import { createEffect } from "solid-js";
import { onSignedOut } from "#web/data/api.ts";
import { getSession } from "#web/data/session.ts";
import { initials } from "#web/lib/initials.ts";
import { createView } from "#web/lib/view.ts";
import { Layout } from "#web/parts/layout.tsx";
import { paths, signInFrom } from "#web/paths.ts";
import type { NavItem } from "#web/ui/app-shell.tsx";
import { text } from "./dashboard-layout.text.ts";

const nav: readonly NavItem[] = [
  { href: paths.dashboard, label: text.overview, icon: "home", end: true },
  { href: paths.dashboardOperations, label: text.operations, icon: "pulse" },
  { href: paths.dashboardNodes, label: text.nodes, icon: "server" },
  { href: paths.dashboardServices, label: text.services, icon: "globe" },
  { href: paths.dashboardDomains, label: text.domains, icon: "link" },
  { href: paths.dashboardCustomers, label: text.customers, icon: "users" },
  { href: paths.dashboardOrders, label: text.orders, icon: "receipt" },
  { href: paths.dashboardCatalogue, label: text.catalogue, icon: "tag" },
  { href: paths.dashboardQueues, label: text.queues, icon: "tray" },
  { href: paths.dashboardIntegrations, label: text.integrations, icon: "out" },
  { href: paths.dashboardStaff, label: text.staffList, icon: "staff" },
  { href: paths.dashboardAudit, label: text.audit, icon: "clock" },
];

export function DashboardLayout(props: RouteSectionProps) {
  const location = useLocation();
  const session = createView(getSession, () => []);
  const leave = () => window.location.replace(signInFrom(location.pathname + location.search));
  onSignedOut(leave);
  createEffect(() => {
    const current = session.value();
    if (current === null) leave();
    else if (current?.needsFactor && location.pathname !== paths.dashboardSecurity) {
      window.location.replace(paths.dashboardSecurity);
    } else if (current?.acting) window.location.replace(paths.overview);
    else if (current && current.staff === null) window.location.replace(paths.overview);
  });
  const role = () => session.value()?.staff ?? undefined;
  return (
    <Layout
      home={paths.dashboard}
      tag={text.staff}
      nav={session.value()?.needsFactor ? [] : nav}
      session={session.value() ?? undefined}
      account={{
        name: session.value()?.person.name ?? "",
        detail: text.role[role() ?? "support"],
        initials: initials(session.value()?.person.name ?? ""),
      }}
    >
      {props.children}
    </Layout>
  );
}
