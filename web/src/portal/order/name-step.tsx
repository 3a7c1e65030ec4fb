import { createSignal } from "solid-js";
import { siteNameProblem } from "#core/hosting/site-name.state.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import type { Draft } from "./draft.ts";
import { text } from "./new-order.text.ts";

/** The name, and with it the address of the website. */
export function NameStep(props: {
  draft: Draft;
  /** Behind every name; empty until it is known. */
  domain: string;
  isFree: boolean;
  unavailable: string | undefined;
  refusal: string | undefined;
  strict: boolean;
  onType: () => void;
}) {
  const [left, setLeft] = createSignal(false);
  const name = () => props.draft.name();
  const host = () => name() + props.domain;
  const own = () => siteNameProblem(name());
  const problem = () => (left() || props.strict ? own() : undefined) ?? props.refusal ?? props.unavailable;
  const hint = () => {
    if (own() || props.unavailable) return text.nameHint;
    if (props.isFree) return text.free(host());
    return props.domain ? text.address(host()) : text.addressBegins(name());
  };
  return (
    <Card title={text.name}>
      <CardBody>
        <TextField
          label={text.nameLabel}
          name="siteName"
          required
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxLength={63}
          value={name()}
          suffix={props.domain || undefined}
          error={problem()}
          hint={hint()}
          onInput={(event) => {
            props.onType();
            props.draft.setName(event.currentTarget.value.toLowerCase().trim());
          }}
          onBlur={() => setLeft(name() !== "")}
        />
        <p class="unseen" role="status">
          {props.isFree ? text.free(host()) : props.unavailable}
        </p>
      </CardBody>
    </Card>
  );
}
