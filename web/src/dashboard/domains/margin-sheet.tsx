import { createSignal, Show } from "solid-js";
import { priceOf } from "#core/domains/price.state.ts";
import { type EndingRow, type Margin, removeMargin, setMargin } from "#web/data/domain-prices.ts";
import { createRequest } from "#web/data/request.ts";
import { formatMoney } from "#web/lib/money.ts";
import { parseMoney, typedMoney } from "#web/lib/typed-money.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text as texts } from "./prices.text.ts";

const text = texts.sheet;

/** What is put on top of what an ending costs. The price is shown as it is typed. */
export function MarginSheet(props: {
  /** As the rule is called: the ending, or `*` for all others. */
  rule: string;
  margin: Margin;
  /** Nothing for the rule of all others. */
  row: EndingRow | undefined;
  onClose: () => void;
}) {
  const [onSale, setOnSale] = createSignal(props.margin.onSale);
  const [percent, setPercent] = createSignal(String(props.margin.percent));
  const [least, setLeast] = createSignal(typedMoney(props.margin.atLeastMinor));
  const [endsIn, setEndsIn] = createSignal(props.margin.endsInMinor === null ? "" : String(props.margin.endsInMinor));
  const saving = createRequest(setMargin);
  const removing = createRequest(removeMargin);
  const whole = (typed: string, most: number) =>
    /^\d{1,4}$/.test(typed.trim()) && Number(typed) <= most ? Number(typed) : undefined;
  const percentNow = () => whole(percent(), 1000);
  const leastNow = () => parseMoney(least());
  const endsInNow = () => (endsIn().trim() === "" ? null : whole(endsIn(), 99));
  const margin = (): Margin | undefined => {
    const [share, atLeastMinor, endsInMinor] = [percentNow(), leastNow(), endsInNow()];
    if (share === undefined || atLeastMinor === undefined || endsInMinor === undefined) return undefined;
    return { onSale: onSale(), percent: share, atLeastMinor, endsInMinor };
  };
  const preview = () => {
    const cost = props.row?.costs.register;
    const rule = margin();
    return cost && rule && onSale() ? formatMoney({ ...cost, minor: priceOf(cost.minor, rule) }) : undefined;
  };
  const name = () => (props.row ? `.${props.row.ending}` : texts.usual);
  const save = async () => {
    const rule = margin();
    if (rule && (await saving.run({ ending: props.rule, ...rule }))) props.onClose();
  };
  const reset = async () => {
    if (await removing.run(props.rule)) props.onClose();
  };
  return (
    <Sheet
      open
      title={text.title(name())}
      closeLabel={texts.close}
      onClose={props.onClose}
      onSubmit={() => void save()}
      foot={
        <>
          <Show when={props.row?.own}>
            <Button busy={removing.pending()} onClick={() => void reset()}>
              {text.reset}
            </Button>
          </Show>
          <Button type="submit" tone="primary" busy={saving.pending()} waits={saving.waiting() > 0}>
            {text.save}
          </Button>
        </>
      }
    >
      <div class="stack">
        <Refusal of={saving} />
        <Refusal of={removing} />
        <label class="choice">
          <input type="checkbox" checked={onSale()} onChange={(event) => setOnSale(event.currentTarget.checked)} />
          <span>
            <b>{text.onSale}</b>
            <span class="small second block">{text.onSaleHint}</span>
          </span>
        </label>
        <TextField
          label={text.percent}
          inputmode="numeric"
          value={percent()}
          error={percentNow() === undefined ? text.percentProblem : undefined}
          onInput={(event) => setPercent(event.currentTarget.value)}
        />
        <TextField
          label={text.least}
          inputmode="decimal"
          value={least()}
          error={leastNow() === undefined ? text.leastProblem : undefined}
          onInput={(event) => setLeast(event.currentTarget.value)}
        />
        <TextField
          label={text.endsIn}
          hint={text.endsInHint}
          inputmode="numeric"
          value={endsIn()}
          error={endsInNow() === undefined ? text.endsInProblem : undefined}
          onInput={(event) => setEndsIn(event.currentTarget.value)}
        />
        <Show when={preview()}>
          {(price) => (
            <p aria-live="polite">
              {text.preview} <b class="figure">{price()}</b>
            </p>
          )}
        </Show>
      </div>
    </Sheet>
  );
}
