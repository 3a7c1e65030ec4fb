import { createUniqueId, For, Show } from "solid-js";
import { isLimitable } from "#core/accounts/member.state.ts";
import type { Place, Role } from "#web/data/people.ts";
import { text as roles } from "#web/parts/roles.text.ts";
import { WebsiteChoices } from "#web/parts/website-choices.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { text as texts } from "./people.text.ts";

const text = texts.place;

/** What somebody is in the account, each role with what it means, and which websites they see. */
export function PlaceFields(props: {
  roles: readonly Role[];
  value: Place;
  error?: string | undefined;
  onChange: (place: Place) => void;
}) {
  const name = createUniqueId();
  const chosen = () => props.value.serviceIds;
  return (
    <>
      <fieldset class="choices">
        <legend class="field-label">{text.role}</legend>
        <For each={props.roles}>
          {(role) => (
            <label class="choice">
              <input
                type="radio"
                name={name}
                value={role}
                checked={props.value.role === role}
                onChange={() => props.onChange({ role, serviceIds: isLimitable(role) ? props.value.serviceIds : null })}
              />
              <span>
                <b>{roles.role[role]}</b>
                <span class="small second block">{roles.about[role]}</span>
              </span>
            </label>
          )}
        </For>
      </fieldset>
      <Show when={isLimitable(props.value.role)}>
        <div class="field">
          <Segmented
            label={text.scope}
            options={[
              { value: "all", label: text.all },
              { value: "chosen", label: text.chosen },
            ]}
            value={chosen() === null ? "all" : "chosen"}
            onChange={(value) => props.onChange({ ...props.value, serviceIds: value === "all" ? null : [] })}
          />
        </div>
        <Show when={chosen() !== null}>
          <WebsiteChoices
            label={text.chosen}
            value={chosen() ?? []}
            error={props.error}
            onChange={(serviceIds) => props.onChange({ ...props.value, serviceIds })}
          />
        </Show>
      </Show>
    </>
  );
}

/** What the form itself sees wrong. */
export const placeProblem = ({ serviceIds }: Place): string | undefined =>
  serviceIds !== null && serviceIds.length === 0 ? text.empty : undefined;
