import { createSignal, type JSX } from "solid-js";
import type { Requested } from "#web/data/request.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";

/** A card of what opens something: made anew after it was said what stops working then. */
export function RenewableCard<Made>(props: {
  text: { title: string; renew: string; renewTitle: string; renewText: string; dismiss: string };
  request: Requested<[string], Made>;
  serviceId: string;
  onRenewed: (made: Made) => void;
  children: JSX.Element;
}) {
  const [asked, setAsked] = createSignal(false);
  const renew = async () => {
    const made = await props.request.run(props.serviceId);
    if (!made) return;
    setAsked(false);
    props.onRenewed(made);
  };
  return (
    <Card
      title={props.text.title}
      aside={
        <Button size="small" onClick={() => setAsked(true)}>
          {props.text.renew}
        </Button>
      }
    >
      {props.children}
      <ConfirmDialog
        open={asked()}
        title={props.text.renewTitle}
        text={props.text.renewText}
        confirm={props.text.renew}
        dismiss={props.text.dismiss}
        busy={props.request.pending()}
        refusal={<Refusal of={props.request} />}
        onConfirm={() => void renew()}
        onClose={() => setAsked(false)}
      />
    </Card>
  );
}
