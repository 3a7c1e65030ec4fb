import { type RouteSectionProps, useLocation } from "@solidjs/router";
import { createEffect, lazy, Show } from "solid-js";
import { readers as keyReaders } from "#core/api-keys/api-key.state.ts";
import { readers } from "#core/audit/audit.state.ts";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { onSignedOut } from "#web/data/api.ts";
import { getSession } from "#web/data/session.ts";
import { initials } from "#web/lib/initials.ts";
import { createView } from "#web/lib/view.ts";
import { Layout } from "#web/parts/layout.tsx";
import { createMay } from "#web/parts/may.ts";
import { paths, signInFrom } from "#web/paths.ts";
import type { NavItem } from "#web/ui/app-shell.tsx";
import { text } from "./portal-layout.text.ts";
import { VerifyBanner } from "./verify-email/verify-banner.tsx";

const nav: readonly NavItem[] = [
  { href: paths.overview, label: text.overview, icon: "home", end: true },
  { href: paths.services, label: text.services, icon: "globe" },
  { href: paths.domains, label: text.domains, icon: "link" },
];
const orders: NavItem = { href: paths.orders, label: text.orders, icon: "receipt" };
const accountPages: readonly NavItem[] = [
  { href: paths.account, label: text.account, icon: "card" },
  { href: paths.people, label: text.people, icon: "users" },
];
const keys: NavItem = { href: paths.keys, label: text.keys, icon: "key" };
const activity: NavItem = { href: paths.activity, label: text.activity, icon: "clock" };

/** What is somebody's own is closed to staff in the account. */
const ownPages: readonly string[] = [paths.security, paths.verifyEmail];
/** Customers load nothing of it. */
const ActingBanner = lazy(() =>
  import("#web/parts/acting-banner.tsx").then((part) => ({ default: part.ActingBanner })),
);

/** Whoever is signed in loads nothing of it. */
const VisitorLayout = lazy(() =>
  import("./order/visitor-layout.tsx").then((part) => ({ default: part.VisitorLayout })),
);
/** Few people ever see it. */
const NoAccount = lazy(() => import("./welcome/no-account.tsx").then((part) => ({ default: part.NoAccount })));
const homelessPages: readonly string[] = [paths.security, paths.verifyEmail];

export function PortalLayout(props: RouteSectionProps) {
  const location = useLocation();
  const session = createView(getSession, () => []);
  /** An order can be put together by anybody; who pays it signs in on the way. */
  const isOpen = () => session.value() === null && /^\/order(?:\/|$)/.test(location.pathname);
  const leave = () => window.location.replace(signInFrom(location.pathname + location.search));
  onSignedOut(leave);
  createEffect(() => {
    const current = session.value();
    if (current === null && !isOpen()) leave();
    else if (current?.needsFactor) {
      const place = current.staff ? paths.dashboardSecurity : paths.security;
      if (location.pathname !== place) window.location.replace(place);
    } else if (current?.acting) {
      if (ownPages.some((page) => page === location.pathname)) window.location.replace(paths.overview);
    } else if (current && current.staff !== null) {
      // Mails to everybody say where the customers' page is.
      window.location.replace(location.pathname === paths.security ? paths.dashboardSecurity : paths.dashboard);
    }
  });
  const may = createMay();
  /** Whoever belongs to no account, where a page would be about one. */
  const homeless = () => {
    const who = session.value();
    return who?.account === null && who.staff === null;
  };
  const shownNav = () =>
    session.value()?.needsFactor || homeless()
      ? []
      : [
          ...nav,
          ...(may(demands("order:read")) === false ? [] : [orders]),
          ...accountPages,
          ...(may(keyReaders) ? [keys] : []),
          ...(may(readers) ? [activity] : []),
        ];
  const account = () => session.value()?.acting?.account ?? session.value()?.account ?? undefined;
  return (
    <Show when={!isOpen()} fallback={<VisitorLayout>{props.children}</VisitorLayout>}>
      <Layout
        home={paths.overview}
        nav={shownNav()}
        session={session.value() ?? undefined}
        account={{
          name: account()?.name ?? "",
          detail: account() ? text.customer(account()?.number ?? 0) : "",
          initials: initials(account()?.name ?? ""),
        }}
      >
        <Show when={session.value()?.acting} fallback={<VerifyBanner session={session.value() ?? undefined} />}>
          {(acting) => <ActingBanner who={session.value()?.person.name ?? ""} acting={acting()} />}
        </Show>
        <Show when={homeless() && !homelessPages.includes(location.pathname)} fallback={props.children}>
          <NoAccount name={session.value()?.person.name ?? ""} ssoOnly={session.value()?.ssoOnly ?? null} />
        </Show>
      </Layout>
    </Show>
  );
}
