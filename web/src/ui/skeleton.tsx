import { For } from "solid-js";

const widths = ["w-42", "w-51", "w-35", "w-47"] as const;

/** Rows as they will be, in grey; blank for the first 150 ms. `label` is what a screen reader hears meanwhile. */
export function RowsSkeleton(props: { label: string; rows?: number; plain?: boolean }) {
  const indexes = () => Array.from({ length: props.rows ?? 4 }, (_, index) => index);
  return (
    <div class="skeleton" aria-busy="true">
      <span class="unseen" role="status">
        {props.label}
      </span>
      <div class="rows" aria-hidden="true">
        <For each={indexes()}>
          {(index) => (
            <div class="row">
              {!props.plain && <span class="skeleton-bar skeleton-tile" />}
              <span class="grid flex-1 gap-2">
                <span class={`skeleton-bar ${widths[index % widths.length]}`} />
                <span class="skeleton-bar w-27" />
              </span>
              <span class="skeleton-bar w-16" />
            </div>
          )}
        </For>
      </div>
    </div>
  );
}

/** Names and values as they will be. */
export function PropertiesSkeleton(props: { label: string; rows?: number }) {
  const indexes = () => Array.from({ length: props.rows ?? 4 }, (_, index) => index);
  return (
    <div class="skeleton" aria-busy="true">
      <span class="unseen" role="status">
        {props.label}
      </span>
      <div class="properties" aria-hidden="true">
        <For each={indexes()}>
          {(index) => (
            <div>
              <span class="skeleton-bar my-1 w-20" />
              <span class={`skeleton-bar my-1 ${widths[index % widths.length]}`} />
            </div>
          )}
        </For>
      </div>
    </div>
  );
}

/** A heading as it will be. */
export function LineSkeleton() {
  return (
    <span class="skeleton inline-block" aria-hidden="true">
      <span class="skeleton-bar my-1 w-55" />
    </span>
  );
}

/** The head of a page whose name is not known yet. */
export function HeadSkeleton() {
  return (
    <div class="page-head skeleton" aria-hidden="true">
      <div>
        <span class="skeleton-bar skeleton-title my-2 w-80" />
        <span class="skeleton-bar my-1 w-55" />
      </div>
    </div>
  );
}
