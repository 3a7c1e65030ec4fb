import { createMemo, createSignal, For, type JSX, lazy, Show, Suspense } from "solid-js";
import { orderedMax } from "#core/domains/search.state.ts";
import type { NameOffer } from "#web/data/domain-names.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Fold } from "#web/ui/fold.tsx";
import { Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text } from "./names.text.ts";
import type { Names } from "./names.ts";
import { OfferRow } from "./offer-row.tsx";

const EndingPrices = lazy(() => import("./ending-prices.tsx").then((part) => ({ default: part.EndingPrices })));

/** Enough to choose from, and not so many that the holder is out of sight. */
const othersMax = 5;

/** Finds names and puts them into an order. */
export function NamesCard(props: {
  names: Names;
  about: string;
  /** What is wrong with the names that were chosen. */
  refusal?: string | undefined;
}) {
  const { names } = props;
  /** Those in the order stay in sight, whatever is searched for next. */
  const asked = createMemo(() => {
    const found = names.found() ?? [];
    const also = names.chosen().filter((one) => !found.some(({ name }) => name === one.name));
    return [...also, ...found.filter((offer) => !offer.suggested)];
  });
  const others = () => (names.found() ?? []).filter((offer) => offer.suggested);
  const [allOthers, setAllOthers] = createSignal(false);
  const shownOthers = () => (allOthers() ? others() : others().slice(0, othersMax));
  const free = () => (names.found() ?? []).filter(({ availability }) => availability === "free").length;
  const search = () => {
    setAllOthers(false);
    void names.search();
  };
  const row = (offer: NameOffer) => <OfferRow offer={offer} names={names} />;
  return (
    <Card title={text.title}>
      <CardBody class="stack">
        <p class="second">{props.about}</p>
        <div>
          <TextField
            label={text.field}
            name="domainQuery"
            inputmode="url"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            maxLength={2000}
            hint={text.hint}
            error={props.refusal}
            value={names.query()}
            onInput={(event) => names.setQuery(event.currentTarget.value)}
            onPaste={(event) => {
              // A list of names comes in lines, which a field of one line would run together.
              const pasted = event.clipboardData?.getData("text") ?? "";
              if (!pasted.trim().includes("\n")) return;
              event.preventDefault();
              names.setQuery([names.query(), ...pasted.split(/\s+/)].join(" ").trim());
            }}
            onKeyDown={(event) => {
              if (event.key !== "Enter") return;
              event.preventDefault();
              search();
            }}
          />
          <div class="page-actions mt-3">
            <Button busy={names.looking.pending()} waits={names.looking.waiting() > 0} onClick={search}>
              {text.search}
            </Button>
            <span class="small second" role="status">
              {names.looking.pending()
                ? text.looking
                : names.isFull()
                  ? text.full(orderedMax)
                  : names.found() && text.found(free(), names.found()?.length ?? 0)}
            </span>
          </div>
        </div>
        <Refusal of={names.looking} />
        <Show when={names.found()?.length === 0}>
          <p class="second">{text.nothing}</p>
        </Show>
      </CardBody>
      <Show when={asked().length > 0}>
        <Results title={text.results} offers={asked()} row={row} />
      </Show>
      <Show when={others().length > 0}>
        <Results title={text.others} offers={shownOthers()} row={row} />
      </Show>
      <Show when={shownOthers().length < others().length}>
        <CardBody>
          <Button size="small" onClick={() => setAllOthers(true)}>
            {text.moreOthers(others().length - othersMax)}
          </Button>
        </CardBody>
      </Show>
      <CardBody>
        <Fold label={text.endings.fold}>
          {() => (
            <Suspense fallback={<RowsSkeleton plain label={text.endings.loading} rows={5} />}>
              <EndingPrices />
            </Suspense>
          )}
        </Fold>
      </CardBody>
    </Card>
  );
}

function Results(props: { title: string; offers: readonly NameOffer[]; row: (offer: NameOffer) => JSX.Element }) {
  return (
    <>
      <h3 class="px-(--pad) pt-3">{props.title}</h3>
      <Rows>
        <For each={props.offers}>{props.row}</For>
      </Rows>
    </>
  );
}
