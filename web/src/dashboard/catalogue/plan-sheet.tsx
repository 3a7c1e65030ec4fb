import { useNavigate } from "@solidjs/router";
import { createSignal } from "solid-js";
import type { PlanKind } from "#core/catalog/catalog.state.ts";
import { createPlan } from "#web/data/catalogue.ts";
import { createRequest } from "#web/data/request.ts";
import { paths } from "#web/paths.ts";
import { text } from "./catalogue.text.ts";
import { text as words } from "./plan.text.ts";
import { TermsFields, termId } from "./terms-fields.tsx";
import { blankTerms, termFields, termProblems, termsOf } from "./terms-form.ts";
import { type Words, WordsSheet } from "./words-sheet.tsx";

/** A new plan or extra with the draft of its first version; nobody sees it before it is published. */
export function PlanSheet(props: { product: { id: string; name: string }; kind: PlanKind; onClose: () => void }) {
  const navigate = useNavigate();
  const creating = createRequest(createPlan);
  const [typed, setTyped] = createSignal(blankTerms[props.kind]);
  const [checked, setChecked] = createSignal(false);
  const problems = () => (checked() ? termProblems(props.kind, typed()) : {});
  const submit = async ({ name, slug, about }: Words, sound: boolean) => {
    setChecked(true);
    if (!sound || Object.keys(termProblems(props.kind, typed())).length > 0) return;
    const { kind, product } = props;
    const plan = { productId: product.id, kind, name, slug, summary: about, terms: termsOf(typed()) };
    const made = await creating.run(plan);
    if (made) navigate(paths.dashboardCatalogPlan(made.id));
  };
  return (
    <WordsSheet
      title={(props.kind === "extra" ? text.newExtraIn : text.newPlanIn)(props.product.name)}
      submit={props.kind === "extra" ? text.createExtra : text.createPlan}
      words={{ name: "", slug: "", about: "" }}
      withSlug
      about={{ label: text.summary, hint: text.summaryHint, max: 200 }}
      busy={creating.pending()}
      failure={creating.failure()}
      problems={termFields.flatMap((name) => {
        const message = problems()[name];
        return message ? [{ field: termId(name), message: `${words[name]}: ${message}` }] : [];
      })}
      onSubmit={(...given) => void submit(...given)}
      onClose={props.onClose}
    >
      <TermsFields
        kind={props.kind}
        typed={typed()}
        problems={problems()}
        onType={(field, value) => setTyped({ ...typed(), [field]: value })}
      />
      <p class="small second">{text.planHint}</p>
    </WordsSheet>
  );
}
