import { A, useLocation } from "@solidjs/router";
import { createEffect, For, type JSX, on, Show } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";
import { Mark } from "./mark.tsx";
import { Menu, MenuItem } from "./menu.tsx";
import { Toasts } from "./toast.tsx";

export type NavItem = { href: string; label: string; icon: IconName; end?: boolean; count?: number | undefined };
export type ShellAccount = { name: string; detail: string; initials: string };

export type ShellWords = { skip: string; main: string; tabs: string; account: string; dismiss: string };

/** As many tabs as a phone is wide; the others are in the account menu. */
const tabsMax = 5;

/** Sidebar and content; on phones a top bar and tabs. Staff and customers share it, staff with a tag beside the name. */
export function AppShell(props: {
  home: string;
  tag?: string;
  words: ShellWords;
  nav: readonly NavItem[];
  account: ShellAccount;
  /** What the account menu holds. Called once for each of the two places it opens from. */
  menu: () => JSX.Element;
  /** It opens: what it needs can be read now. */
  onMenu?: () => void;
  children: JSX.Element;
}) {
  const location = useLocation();
  let main: HTMLElement | undefined;
  // A new page begins at its content, for the keyboard and for screen readers too.
  createEffect(
    on(
      () => location.pathname,
      () => main?.focus({ preventScroll: true }),
      { defer: true },
    ),
  );
  const brand = () => (
    <A class="brand" href={props.home} end>
      <Mark />
      Rookery
      <Show when={props.tag}>
        <span class="tag">{props.tag}</span>
      </Show>
    </A>
  );
  return (
    <>
      <a class="skip" href="#main" rel="external">
        {props.words.skip}
      </a>
      <div class="app">
        <nav class="sidebar" aria-label={props.words.main}>
          {brand()}
          <ul class="nav">
            <For each={props.nav}>
              {(item) => (
                <li>
                  <A href={item.href} end={item.end ?? false}>
                    <Icon name={item.icon} />
                    {item.label}
                    <Show when={item.count}>
                      <span class="nav-count">{item.count}</span>
                    </Show>
                  </A>
                </li>
              )}
            </For>
          </ul>
          <Menu
            label={props.words.account}
            onOpen={() => props.onMenu?.()}
            trigger={(attributes) => (
              <button type="button" class="account-button" {...attributes}>
                <span class="unseen">{props.words.account}</span>
                <span class="avatar" aria-hidden="true">
                  {props.account.initials}
                </span>
                <span class="account-name">
                  <span class="clip">{props.account.name}</span>
                  <span class="tiny third clip">{props.account.detail}</span>
                </span>
                <Icon name="down" size="small" />
              </button>
            )}
          >
            {props.menu()}
          </Menu>
        </nav>
        <div class="min-w-0">
          <header class="topbar">
            {brand()}
            <Menu
              label={props.words.account}
              onOpen={() => props.onMenu?.()}
              trigger={(attributes) => (
                <button type="button" class="icon-button" {...attributes}>
                  <span class="unseen">{props.words.account}</span>
                  <span class="avatar" aria-hidden="true">
                    {props.account.initials}
                  </span>
                </button>
              )}
            >
              <Show when={props.nav.length > tabsMax}>
                <div class="menu-items">
                  <For each={props.nav.slice(tabsMax)}>
                    {(item) => (
                      <MenuItem icon={item.icon} href={item.href}>
                        {item.label}
                      </MenuItem>
                    )}
                  </For>
                </div>
              </Show>
              {props.menu()}
            </Menu>
          </header>
          <main
            ref={(element) => {
              main = element;
            }}
            class="main"
            id="main"
            tabindex="-1"
          >
            <div class="page">{props.children}</div>
          </main>
        </div>
        <nav class="tabbar" aria-label={props.words.tabs}>
          <For each={props.nav.slice(0, tabsMax)}>
            {(item) => (
              <A href={item.href} end={item.end ?? false}>
                <Icon name={item.icon} />
                {item.label}
              </A>
            )}
          </For>
        </nav>
      </div>
      <Toasts dismissLabel={props.words.dismiss} />
    </>
  );
}
