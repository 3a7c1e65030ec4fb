import { createSignal, For, Show } from "solid-js";
import { type Factor, getFactors, newRecoveryCodes, removeFactor } from "#web/data/factors.ts";
import { createRequest } from "#web/data/request.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Moment } from "#web/parts/moment.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status } from "#web/ui/status.tsx";
import { toast } from "#web/ui/toast.tsx";
import { AddApp } from "./add-app.tsx";
import { AddPasskey } from "./add-passkey.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import { RenameFactor } from "./rename-factor.tsx";
import { text as texts } from "./security.text.ts";

const text = texts.factors;

type Open = "app" | "passkey" | "codes" | { rename: Factor } | { remove: Factor };

export function FactorsCard() {
  const factors = createView(getFactors, () => []);
  const [open, setOpen] = createSignal<Open>();
  const [codes, setCodes] = createSignal<string[]>();
  const removing = createRequest(removeFactor);
  const renewing = createRequest(newRecoveryCodes);
  const close = () => {
    removing.clear();
    renewing.clear();
    setOpen(undefined);
  };
  const remove = async (factor: Factor) => {
    const ended = await removing.run(factor.id);
    if (ended === undefined) return;
    close();
    toast(text.removed(factor.name, ended));
  };
  const renew = async () => {
    const made = await renewing.run();
    if (!made) return;
    close();
    setCodes(made);
  };
  const isLast = () => factors.value()?.items.length === 1;
  const lastIsNeeded = () => isLast() && factors.value()?.passwordNeedsFactor === true;
  const added = (made: string[] | null) => {
    close();
    if (made) setCodes(made);
    else toast(text.added);
  };
  const asked = <Kind extends "rename" | "remove">(kind: Kind): Factor | undefined => {
    const what = open();
    return typeof what === "object" && kind in what ? Object.values(what)[0] : undefined;
  };

  return (
    <Card
      title={text.title}
      aside={
        <Show when={factors.value()?.items.length === 0}>
          <Status tone="warn">{text.off}</Status>
        </Show>
      }
      foot={
        <>
          <Button onClick={() => setOpen("passkey")} icon="key">
            {text.addPasskey}
          </Button>
          <Button onClick={() => setOpen("app")} icon="plus">
            {text.addApp}
          </Button>
        </>
      }
    >
      <Loaded
        padded
        from={factors}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton label={text.loading} rows={2} />}
      >
        {(value) => (
          <Show when={value().items.length > 0} fallback={<p class="card-body second">{text.none}</p>}>
            <Rows>
              <For each={value().items}>
                {(factor) => (
                  <Row
                    wrap
                    icon={factor.kind === "passkey" ? "key" : "shield"}
                    title={factor.name}
                    text={<About factor={factor} />}
                    end={
                      <div class="row-end flex gap-2">
                        <Button
                          size="small"
                          aria-label={text.renameOf(factor.name)}
                          onClick={() => setOpen({ rename: factor })}
                        >
                          {text.rename}
                        </Button>
                        <Button
                          size="small"
                          aria-label={text.removeOf(factor.name)}
                          onClick={() => setOpen({ remove: factor })}
                        >
                          {text.remove}
                        </Button>
                      </div>
                    }
                  />
                )}
              </For>
              <Row
                wrap
                icon="copy"
                tone={value().recoveryCodesLeft < 3 ? "warn" : "plain"}
                title={text.codes.title}
                text={text.codes.left(value().recoveryCodesLeft)}
                end={
                  <div class="row-end">
                    <Button size="small" onClick={() => setOpen("codes")}>
                      {text.codes.renew}
                    </Button>
                  </div>
                }
              />
            </Rows>
          </Show>
        )}
      </Loaded>
      <Show when={open() === "app"}>
        <AddApp onClose={close} onAdded={added} />
      </Show>
      <Show when={open() === "passkey"}>
        <AddPasskey onClose={close} onAdded={added} />
      </Show>
      <Show when={codes()}>{(made) => <RecoveryCodes codes={made()} onClose={() => setCodes(undefined)} />}</Show>
      <Show when={open() === "codes"}>
        <ConfirmDialog
          open
          title={text.codes.renewTitle}
          text={text.codes.renewText}
          confirm={text.codes.renew}
          dismiss={text.codes.keep}
          busy={renewing.pending()}
          refusal={<Refusal of={renewing} />}
          waits={renewing.waiting() > 0}
          onConfirm={() => void renew()}
          onClose={close}
        />
      </Show>
      <Show when={asked("rename")}>{(factor) => <RenameFactor factor={factor()} onClose={close} />}</Show>
      <Show when={asked("remove")}>
        {(factor) => (
          <ConfirmDialog
            open
            impossible={lastIsNeeded()}
            title={text.removeTitle(factor().name)}
            text={lastIsNeeded() ? text.removeTooShort : isLast() ? text.removeLastText : text.removeText}
            confirm={text.remove}
            dismiss={text.keep}
            danger
            busy={removing.pending()}
            refusal={<Refusal of={removing} />}
            waits={removing.waiting() > 0}
            onConfirm={() => void remove(factor())}
            onClose={close}
          />
        )}
      </Show>
    </Card>
  );
}

function About(props: { factor: Factor }) {
  return (
    <>
      {text.kind[props.factor.kind]}, {text.addedAt} <Moment at={props.factor.createdAt} />
      <Show when={props.factor.lastUsedAt} fallback={`, ${text.unused}`}>
        {(at) => (
          <>
            , {text.usedAt} <Moment at={at()} />
          </>
        )}
      </Show>
    </>
  );
}
