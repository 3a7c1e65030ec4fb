import { A, useLocation } from "@solidjs/router";
import { createUniqueId, For, Match, onMount, Show, Switch } from "solid-js";
import { getLeftRecords, type LeftRecord } from "#web/data/settings.ts";
import { createView } from "#web/lib/view.ts";
import { paths } from "#web/paths.ts";
import { Icon } from "#web/ui/icon.tsx";
import { text } from "./left-records.text.ts";

const shownMax = 12;

/** What would still lead to a website, or by one of its names, once that is removed: said where that is confirmed. */
export function LeftRecords(props: { serviceId: string; name?: string }) {
  const left = createView(getLeftRecords, () => [props.serviceId, props.name]);
  return (
    <div class="grid gap-2" role="status">
      <Switch fallback={<p class="small second">{text.looking}</p>}>
        <Match when={left.value()}>
          {(value) => (
            <Show when={value().items.length > 0} fallback={<p class="small second">{text.none}</p>}>
              <p class="small">{text.text}</p>
              <List items={value().items} />
            </Show>
          )}
        </Match>
        <Match when={left.failure()}>
          <p class="small second">{text.failed}</p>
        </Match>
      </Switch>
    </div>
  );
}

/** The same after it was removed, with the way to where they are edited. It takes the place of what was looked at until then. */
export function LeftBehind(props: { name: string; items: readonly LeftRecord[] }) {
  const id = createUniqueId();
  let notice!: HTMLElement;
  onMount(() => {
    notice.focus({ preventScroll: true });
    notice.scrollIntoView({ block: "center" });
  });
  return (
    <section class="notice notice-warn" tabIndex={-1} aria-labelledby={id} ref={notice}>
      <Icon name="alert" />
      <div class="notice-text grid gap-1">
        <h3 id={id}>{text.stays(props.name)}</h3>
        <p>{text.staysText}</p>
        <List items={props.items} linked />
      </div>
    </section>
  );
}

function List(props: { items: readonly LeftRecord[]; linked?: boolean }) {
  const location = useLocation();
  const dnsOf = (domainId: string) =>
    (location.pathname.startsWith("/dashboard") ? paths.dashboardDomain : paths.domainDetail)(domainId, "dns");
  return (
    <ul class="small grid gap-1" aria-label={text.list}>
      <For each={props.items.slice(0, shownMax)}>
        {(record) => (
          <li>
            <bdi class="mono wrap-anywhere">
              {record.name} {record.type} {record.data}
            </bdi>
            <Show when={record.where === "elsewhere"}>
              {" "}
              <span class="second">({text.elsewhere})</span>
            </Show>
            <Show when={props.linked && record.domainId}>
              {(domainId) => (
                <>
                  {" "}
                  <A href={dnsOf(domainId())}>{text.edit(record.name)}</A>
                </>
              )}
            </Show>
          </li>
        )}
      </For>
      <Show when={props.items.length > shownMax}>
        <li class="second">{text.more(props.items.length - shownMax)}</li>
      </Show>
    </ul>
  );
}
