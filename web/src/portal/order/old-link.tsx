import { Show } from "solid-js";
import { findPlan } from "#web/data/plans.ts";
import { createView } from "#web/lib/view.ts";
import { Notice } from "#web/ui/notice.tsx";
import { text } from "./new-order.text.ts";

/** A link led here whose plan is not among those on sale. */
export function OldLink(props: { slug: string }) {
  const linked = createView(findPlan, () => [props.slug]);
  return (
    <Notice tone="warn" title={linked.value() ? text.retired(linked.value()?.name ?? "") : text.unknownPlan}>
      <Show when={linked.value()} fallback={text.unknownPlanText}>
        {text.retiredText}
      </Show>
    </Notice>
  );
}
