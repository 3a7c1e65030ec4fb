import { A } from "@solidjs/router";
import { For, type JSX, Show } from "solid-js";

export type Kpi = { label: string; figure: JSX.Element; note?: string | undefined; href?: string | undefined };

/** One card cut by hairlines. Every figure that can be opened is a link. */
export function Kpis(props: { label: string; items: readonly Kpi[] }) {
  return (
    <section class="card" aria-label={props.label}>
      <dl class="kpis">
        <For each={props.items}>
          {(item) => (
            <div class="kpi">
              <dt>{item.label}</dt>
              <dd>
                <span class="big">
                  <Show when={item.href} fallback={item.figure}>
                    {(href) => <A href={href()}>{item.figure}</A>}
                  </Show>
                </span>
                <span class="kpi-note">{item.note}</span>
              </dd>
            </div>
          )}
        </For>
      </dl>
    </section>
  );
}
