import { For } from "solid-js";
import { extraCountMax, type Interval } from "#core/catalog/catalog.state.ts";
import { formatNumber } from "#web/lib/size.ts";
import { Row, Rows } from "#web/ui/rows.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { text } from "./extras.text.ts";
import { addedBy, extraPrice } from "./extras.ts";
import type { PlanShown } from "./plan-face.tsx";
import { formatPrice } from "./price.ts";

export interface ExtraShown
  extends Pick<PlanShown, "name" | "summary" | "price" | "yearlyPrice" | "limits" | "quotas"> {
  versionId: string;
  /** How many can be had; without it as many as there can be of any. */
  countMax?: number;
}

const counts = (most: number) =>
  Array.from({ length: most + 1 }, (_, n) => ({ value: `${n}`, label: n === 0 ? text.none : formatNumber(n) }));

/** What can be had on top of a plan, each with how many of it there are to be. */
export function ExtraRows<Shown extends ExtraShown>(props: {
  extras: readonly Shown[];
  interval: Interval;
  countOf: (extra: Shown) => number;
  onCount: (extra: Shown, count: number) => void;
}) {
  const noteOf = (extra: Shown): string => {
    const price = extraPrice(extra, props.interval);
    const kept = extra.countMax !== undefined && extra.countMax < extraCountMax;
    return [
      ...addedBy(extra),
      price ? text.eachOf(formatPrice(price, props.interval)) : text.notByYear,
      ...(kept ? [text.asSold] : []),
    ].join(" · ");
  };
  return (
    <Rows>
      <For each={props.extras}>
        {(extra) => (
          <Row
            wrap
            title={<b class="wrap-anywhere">{extra.name}</b>}
            text={
              <>
                {extra.summary && <span class="block wrap-anywhere">{extra.summary}</span>}
                {noteOf(extra)}
              </>
            }
            end={
              <SelectField
                label={text.countOf(extra.name)}
                labelHidden
                options={counts(extra.countMax ?? extraCountMax)}
                value={`${props.countOf(extra)}`}
                onChange={(count) => props.onCount(extra, Number(count))}
              />
            }
          />
        )}
      </For>
    </Rows>
  );
}
