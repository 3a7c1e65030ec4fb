import { Show } from "solid-js";
import { changePlan, type PlanDetail, publishDraft, setPlanState } from "#web/data/catalogue.ts";
import { createRequest } from "#web/data/request.ts";
import { Changes } from "#web/ui/changes.tsx";
import { toast } from "#web/ui/toast.tsx";
import { Asking } from "./asking.tsx";
import { text as words } from "./catalogue.text.ts";
import { text } from "./plan.text.ts";
import { termChanges, typedOf } from "./terms-form.ts";
import { type Words, WordsSheet } from "./words-sheet.tsx";

export type Asked = "edit" | "publish" | "on_sale" | "retired";

/** What is asked before a plan changes for customers. */
export function PlanDialogs(props: { plan: PlanDetail; asked: Asked | undefined; onClose: () => void }) {
  const state = () => (props.asked === "on_sale" || props.asked === "retired" ? props.asked : undefined);
  return (
    <>
      <Show when={props.asked === "edit"}>
        <PlanWords plan={props.plan} onClose={props.onClose} />
      </Show>
      <Show when={props.asked === "publish"}>
        <Publishing plan={props.plan} onClose={props.onClose} />
      </Show>
      <Show when={state()}>{(to) => <Turning plan={props.plan} to={to()} onClose={props.onClose} />}</Show>
    </>
  );
}

function PlanWords(props: { plan: PlanDetail; onClose: () => void }) {
  const saving = createRequest(changePlan);
  const submit = async ({ name, about }: Words, sound: boolean) => {
    const { id: planId, revision } = props.plan;
    if (!sound || !(await saving.run({ planId, revision, name, summary: about }))) return;
    toast(words.saved(name));
    props.onClose();
  };
  return (
    <WordsSheet
      title={words.editOf(props.plan.name)}
      submit={words.save}
      words={{ name: props.plan.name, slug: props.plan.slug, about: props.plan.summary }}
      withSlug={false}
      about={{ label: words.summary, hint: words.summaryHint, max: 200 }}
      busy={saving.pending()}
      failure={saving.failure()}
      onSubmit={(...given) => void submit(...given)}
      onClose={props.onClose}
    />
  );
}

function Publishing(props: { plan: PlanDetail; onClose: () => void }) {
  // As it was when it was asked about: once it is published there is no draft.
  const { draft, current, services, openOrders, product, name, id } = props.plan;
  const publishing = createRequest((key) => publishDraft(key, id, props.plan.revision));
  const said = text.confirmPublish;
  const number = draft?.number ?? 0;
  return (
    <Asking
      title={said.title(number, name)}
      text={
        <div class="grid gap-3">
          <p>
            {current ? said.next : said.first} {said.kept(services, openOrders)}
          </p>
          <Show when={draft && current && { draft, current }}>
            {(both) => (
              <Changes
                items={termChanges(both().current, typedOf(both().draft))}
                words={{ was: text.was, is: text.is, nothing: text.nothing }}
              />
            )}
          </Show>
          <Show when={product.state !== "on_sale"}>
            <p>{said.productOff(product.name)}</p>
          </Show>
          <p>{said.forever}</p>
        </div>
      }
      confirm={said.confirm}
      done={said.done(number)}
      request={publishing}
      onClose={props.onClose}
    />
  );
}

function Turning(props: { plan: PlanDetail; to: "on_sale" | "retired"; onClose: () => void }) {
  const said = text.confirmState[props.to];
  const turning = createRequest((key) =>
    setPlanState(key, { planId: props.plan.id, revision: props.plan.revision, state: props.to }),
  );
  return (
    <Asking
      title={said.title(props.plan.name)}
      text={said.text}
      confirm={said.confirm}
      done={said.done(props.plan.name)}
      danger={props.to === "retired"}
      request={turning}
      onClose={props.onClose}
    />
  );
}
