import { Match, Show, Switch } from "solid-js";
import type { NameOffer } from "#web/data/domain-names.ts";
import { formatMoney } from "#web/lib/money.ts";
import { Button } from "#web/ui/button.tsx";
import { Row } from "#web/ui/rows.tsx";
import { Status, type Tone } from "#web/ui/status.tsx";
import { text } from "./names.text.ts";
import { isFree } from "./names.ts";

const tones: Record<NameOffer["availability"], Tone> = {
  free: "ok",
  premium: "warn",
  taken: "plain",
  reserved: "plain",
  invalid: "bad",
  unknown: "warn",
  not_sold: "plain",
};

/** One name: whether it can be had, for what, and in or out of the order. */
export function OfferRow(props: {
  offer: NameOffer;
  chosen: boolean;
  /** No more fit into the order. */
  full: boolean;
  onToggle: () => void;
}) {
  const offer = () => props.offer;
  const free = () => {
    const found = offer();
    return isFree(found) ? found : undefined;
  };
  return (
    <Row
      wrap
      title={<bdi>{offer().shown}</bdi>}
      text={
        <>
          <Show when={offer().shown !== offer().name}>
            <span class="mono block">{offer().name}</span>
          </Show>
          <Status tone={tones[offer().availability]}>{text.state[offer().availability]}</Status>
          <Switch>
            <Match when={offer().availability === "taken"}>
              {". "}
              <Show when={offer().transfer} fallback={text.noTransfer}>
                {(price) => text.transfer(formatMoney(price()))}
              </Show>
            </Match>
            <Match when={offer().availability === "premium"}>
              {". "}
              {text.premium}
            </Match>
          </Switch>
        </>
      }
      end={
        <Show when={offer().price}>
          {(price) => (
            <div class="page-actions row-end">
              <span class="figure text-end max-sm:text-start">
                {text.firstYear(formatMoney(price()))}
                <Show when={offer().renewal}>
                  {(renewal) => <span class="small second block">{text.later(formatMoney(renewal()))}</span>}
                </Show>
              </span>
              <Show when={free()}>
                <Button
                  size="small"
                  icon={props.chosen ? "check" : "plus"}
                  aria-label={(props.chosen ? text.removeOf : text.addOf)(offer().shown)}
                  waits={props.full && !props.chosen}
                  onClick={props.onToggle}
                >
                  {props.chosen ? text.remove : text.add}
                </Button>
              </Show>
            </div>
          )}
        </Show>
      }
    />
  );
}
