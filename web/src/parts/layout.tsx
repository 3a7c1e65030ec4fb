import { createSignal, ErrorBoundary, type JSX, Suspense } from "solid-js";
import type { Session } from "#web/data/session.ts";
import { AppShell, type NavItem, type ShellAccount } from "#web/ui/app-shell.tsx";
import { ErrorPanel } from "#web/ui/error-panel.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { Confirmation } from "./confirmation.tsx";
import { text } from "./layout.text.ts";

/** The shell around the pages of the portal and of the dashboard; a page that breaks leaves the rest standing. */
export function Layout(props: {
  home: string;
  tag?: string;
  nav: readonly NavItem[];
  account: ShellAccount;
  session: Session | undefined;
  children: JSX.Element;
}) {
  const [opened, setOpened] = createSignal(false);
  return (
    <AppShell
      home={props.home}
      {...(props.tag ? { tag: props.tag } : {})}
      words={text.shell}
      nav={props.nav}
      account={props.account}
      onMenu={() => setOpened(true)}
      menu={() => <AccountMenu session={props.session} opened={opened()} />}
    >
      <ErrorBoundary
        fallback={
          <ErrorPanel
            title={text.brokenTitle}
            failure={{ message: text.broken }}
            retryLabel={text.reload}
            referenceLabel={text.reference}
            onRetry={() => window.location.reload()}
          />
        }
      >
        <Suspense fallback={<RowsSkeleton label={text.loadingPage} rows={6} />}>{props.children}</Suspense>
      </ErrorBoundary>
      <Confirmation />
    </AppShell>
  );
}
