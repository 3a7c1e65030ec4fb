import { Match, Show, Switch } from "solid-js";
import type { NameOffer } from "#web/data/domain-names.ts";
import { formatMoney } from "#web/lib/money.ts";
import { Button } from "#web/ui/button.tsx";
import { Row } from "#web/ui/rows.tsx";
import { Status, type Tone } from "#web/ui/status.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text } from "./names.text.ts";
import { type Names, orderable } from "./names.ts";

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
export function OfferRow(props: { offer: NameOffer; names: Names }) {
  const offer = () => props.offer;
  const wanted = () => orderable(offer());
  const isChosen = () => props.names.isChosen(offer());
  const isTransfer = () => wanted()?.what === "transfer";
  const label = () => {
    if (isChosen()) return text.removeOf(offer().shown);
    return (isTransfer() ? text.bringOf : text.addOf)(offer().shown);
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
            <Match when={offer().availability === "taken"}>. {wanted() ? text.ifYours : `${text.noTransfer}.`}</Match>
            <Match when={offer().availability === "premium"}>. {text.premium}</Match>
          </Switch>
        </>
      }
      more={
        <Show when={isTransfer() && isChosen()}>
          <div class="mt-3">
            <TextField
              label={text.authCode(offer().shown)}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              maxLength={200}
              hint={text.authCodeHint}
              error={props.names.isCodeMissing(offer().name) ? text.authCodeMissing : undefined}
              value={props.names.authCode(offer().name)}
              onInput={(event) => props.names.setAuthCode(offer().name, event.currentTarget.value)}
            />
          </div>
        </Show>
      }
      end={
        <Show when={wanted()}>
          {(name) => (
            <div class="page-actions">
              <span class="figure grow text-end max-sm:text-start">
                {(isTransfer() ? text.transfer : text.firstYear)(formatMoney(name().price))}
                <Show when={offer().renewal}>
                  {(renewal) => <span class="small second block">{text.later(formatMoney(renewal()))}</span>}
                </Show>
              </span>
              <Button
                size="small"
                icon={isChosen() ? "check" : "plus"}
                aria-label={label()}
                waits={props.names.isFull() && !isChosen()}
                onClick={() => props.names.toggle(offer())}
              >
                {isChosen() ? text.remove : isTransfer() ? text.bring : text.add}
              </Button>
            </div>
          )}
        </Show>
      }
    />
  );
}
