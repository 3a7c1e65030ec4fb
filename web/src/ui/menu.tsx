import { A } from "@solidjs/router";
import { createUniqueId, type JSX, Show } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";

/**
 * A native popover beside the button that opens it: Esc and a click elsewhere close it, focus goes back by itself.
 * The items are plain buttons and links, so Tab works; the arrow keys do too.
 */
export function Menu(props: {
  label: string;
  trigger: (attributes: { popovertarget: string; ref: (element: HTMLButtonElement) => void }) => JSX.Element;
  onOpen?: () => void;
  children: JSX.Element;
}) {
  const id = createUniqueId();
  let button: HTMLButtonElement | undefined;
  let menu: HTMLElement | undefined;

  const place = () => {
    if (!button || !menu) return;
    const at = button.getBoundingClientRect();
    const above = at.top > innerHeight / 2;
    const width = Math.min(innerWidth - 16, Math.max(224, menu.offsetWidth));
    const left = Math.max(8, Math.min(at.left, innerWidth - width - 8));
    menu.style.setProperty("--left", `${left}px`);
    menu.style.setProperty("--top", above ? "auto" : `${at.bottom + 4}px`);
    menu.style.setProperty("--bottom", above ? `${innerHeight - at.top + 4}px` : "auto");
  };

  const move = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const items = [...(menu?.querySelectorAll<HTMLElement>(".menu-item") ?? [])];
    if (items.length === 0 || (event.target as HTMLElement).matches("input")) return;
    event.preventDefault();
    const step = event.key === "ArrowDown" ? 1 : -1;
    const index = items.indexOf(document.activeElement as HTMLElement);
    items.at((index + step + items.length) % items.length)?.focus();
  };

  return (
    <>
      {props.trigger({
        popovertarget: id,
        ref: (element) => {
          button = element;
        },
      })}
      <nav
        id={id}
        ref={(element) => {
          menu = element;
        }}
        popover="auto"
        class="menu"
        aria-label={props.label}
        onToggle={(event) => {
          if (event.newState !== "open") return;
          props.onOpen?.();
          place();
        }}
        onKeyDown={move}
        onClick={(event) => (event.target as HTMLElement).closest(".menu-item") && menu?.hidePopover()}
      >
        {props.children}
      </nav>
    </>
  );
}

export function MenuItem(props: { icon: IconName; children: string; href?: string; onClick?: () => void }) {
  return (
    <Show
      when={props.href}
      fallback={
        <button type="button" class="menu-item" onClick={() => props.onClick?.()}>
          <Icon name={props.icon} />
          {props.children}
        </button>
      }
    >
      {(href) => (
        <A class="menu-item" href={href()} end>
          <Icon name={props.icon} />
          {props.children}
        </A>
      )}
    </Show>
  );
}

export function MenuGroup(props: { children: JSX.Element }) {
  return <div class="menu-group">{props.children}</div>;
}
