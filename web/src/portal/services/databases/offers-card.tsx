import { createSignal, For, Show } from "solid-js";
import { addDatabase, type DatabaseOffer, type Databases } from "#web/data/databases.ts";
import { createRequest } from "#web/data/request.ts";
import { formatMegabytes } from "#web/lib/size.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { text as texts } from "./databases.text.ts";

const text = texts.add;

const titleOf = ({ title, version }: DatabaseOffer): string => `${title} ${version}`;
const shares = ({ memoryMb, appMemoryMb }: DatabaseOffer): [string, string] => [
  formatMegabytes(memoryMb ?? 0),
  formatMegabytes(appMemoryMb ?? 0),
];

/** What can stand beside the app too, with what it would take from it; what cannot says why. */
export function OffersCard(props: { serviceId: string; databases: Databases; open: boolean; busy: boolean }) {
  const [chosen, setChosen] = createSignal<DatabaseOffer>();
  const adding = createRequest(addDatabase);
  const close = () => {
    setChosen(undefined);
    adding.clear();
  };
  const add = async ({ template }: DatabaseOffer) => {
    if (await adding.run(props.serviceId, template)) close();
  };
  return (
    <Show when={props.databases.offers.length > 0}>
      <Card title={text.title}>
        <CardBody>
          <p class="second">{text.about(props.databases.items.length, props.databases.quota)}</p>
        </CardBody>
        <Rows>
          <For each={props.databases.offers}>
            {(offer) => (
              <Row
                title={titleOf(offer)}
                text={offer.refusal?.message ?? text.share(...shares(offer))}
                end={
                  <Show when={props.open}>
                    <Button
                      size="small"
                      aria-label={text.actionOf(titleOf(offer))}
                      disabled={offer.refusal !== null}
                      waits={props.busy}
                      onClick={() => setChosen(offer)}
                    >
                      {text.action}
                    </Button>
                  </Show>
                }
              />
            )}
          </For>
        </Rows>
        <Show when={chosen()}>
          {(offer) => (
            <ConfirmDialog
              open
              title={text.confirmTitle(titleOf(offer()))}
              text={text.confirmText(...shares(offer()))}
              confirm={text.action}
              dismiss={texts.dismiss}
              busy={adding.pending()}
              waits={adding.waiting() > 0}
              refusal={<Refusal of={adding} />}
              onConfirm={() => void add(offer())}
              onClose={close}
            />
          )}
        </Show>
      </Card>
    </Show>
  );
}
