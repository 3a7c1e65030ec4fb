import { consentTexts } from "#core/billing/card.state.ts";
import { language } from "#web/lib/dictionary.ts";

/** What is told to the API of it. */
export const cardAgreed = (saveForRenewals: boolean) => ({ saveForRenewals, language });

/** Never ticked by us. What stands here is what is recorded as agreed to. */
export function SaveCardChoice(props: { chosen: boolean; onChoose: (chosen: boolean) => void }) {
  return (
    <label class="choice">
      <input type="checkbox" checked={props.chosen} onChange={(event) => props.onChoose(event.currentTarget.checked)} />
      <span>{consentTexts[language]}</span>
    </label>
  );
}
