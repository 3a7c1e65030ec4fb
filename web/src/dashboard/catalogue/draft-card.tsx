import { createSignal, Show } from "solid-js";
import { ApiError } from "#web/data/api.ts";
import { discardDraft, draftVersion, type PlanDetail } from "#web/data/catalogue.ts";
import { createRequest } from "#web/data/request.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ErrorSummary } from "#web/ui/error-summary.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as words } from "./catalogue.text.ts";
import { text } from "./plan.text.ts";
import { TermsFields, termId } from "./terms-fields.tsx";
import { type TermField, type Typed, termFields, termProblems, termsOf } from "./terms-form.ts";

/** The version that is prepared, or the one that is sold as the beginning of the next. */
export function DraftCard(props: {
  plan: PlanDetail;
  typed: Typed;
  isDirty: boolean;
  mayManage: boolean;
  onType: (field: TermField, value: string) => void;
  onSaved: () => void;
}) {
  const [checked, setChecked] = createSignal(false);
  const saving = createRequest(draftVersion);
  const discarding = createRequest(discardDraft);
  const problems = () => (checked() ? termProblems(props.plan.kind, props.typed) : {});
  const listed = () =>
    termFields.flatMap((name) => {
      const message = problems()[name];
      return message ? [{ field: termId(name), message: `${text[name]}: ${message}` }] : [];
    });
  const failure = () => saving.failure() ?? discarding.failure();
  const isStale = () => {
    const reason = failure();
    return reason instanceof ApiError && reason.code === "catalog.changed";
  };
  /** The draft of a first version is the plan itself. */
  const isDiscardable = () => props.plan.draft !== null && props.plan.current !== null;
  const title = () => {
    const { draft, current, state } = props.plan;
    if (draft) return text.draftCard(draft.number);
    const number = current?.number ?? 0;
    return state === "on_sale" ? text.editCard(number) : text.editRetired(number);
  };
  const save = async () => {
    setChecked(true);
    if (Object.keys(termProblems(props.plan.kind, props.typed)).length > 0) return;
    const { id: planId, revision } = props.plan;
    if (!(await saving.run({ planId, revision, terms: termsOf(props.typed) }))) return;
    setChecked(false);
    props.onSaved();
    toast(text.draftSaved);
  };
  const discard = async () => {
    if (!(await discarding.run(props.plan.id, props.plan.revision))) return;
    props.onSaved();
    toast(text.discarded);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Card
        title={title()}
        foot={
          props.mayManage && (props.isDirty || isDiscardable()) ? (
            <span class="flex grow flex-wrap items-center justify-end gap-2">
              <Show when={props.isDirty && props.plan.draft}>
                <span class="small second me-auto">{text.unsaved}</span>
              </Show>
              <Show when={isDiscardable()}>
                <Button busy={discarding.pending()} onClick={() => void discard()}>
                  {text.discard}
                </Button>
              </Show>
              <Show when={props.isDirty}>
                <Button type="submit" tone="primary" busy={saving.pending()}>
                  {text.saveDraft}
                </Button>
              </Show>
            </span>
          ) : undefined
        }
      >
        <CardBody class="grid gap-6">
          <p class="small second">{props.plan.draft ? text.draftHint : text.editHint}</p>
          <ErrorSummary title={words.problems} problems={listed()} />
          <Show when={failure()}>
            {(reason) => (
              <Notice tone="bad" urgent>
                {reason().message} {isStale() && text.changedMeanwhile}
              </Notice>
            )}
          </Show>
          <TermsFields
            kind={props.plan.kind}
            typed={props.typed}
            problems={problems()}
            disabled={!props.mayManage}
            onType={(field, value) => {
              if (saving.failure()) saving.clear();
              props.onType(field, value);
            }}
          />
        </CardBody>
      </Card>
    </form>
  );
}
