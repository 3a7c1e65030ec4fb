import { For, Show } from "solid-js";
import { fitsChosenServices, grantableBy } from "#core/api-keys/api-key.state.ts";
import type { Scope } from "#web/data/keys.ts";
import { getSession } from "#web/data/session.ts";
import { createView } from "#web/lib/view.ts";
import { text as texts } from "./keys.text.ts";
import { groupNames, groupOf, text as words } from "./scopes.text.ts";

const text = texts.making;

/** What a key may do: no more than whoever makes it. */
export function ScopeFields(props: {
  value: readonly Scope[];
  chosenServices: boolean;
  error: string | undefined;
  onChange: (scopes: readonly Scope[]) => void;
}) {
  const session = createView(getSession, () => []);
  const grantable = () => {
    const role = session.value()?.account?.role;
    return role === undefined ? [] : grantableBy(role);
  };
  const isOff = (scope: Scope) => props.chosenServices && !fitsChosenServices(scope);
  const toggle = (scope: Scope, on: boolean) => {
    const others = props.value.filter((one) => one !== scope);
    props.onChange(on ? [...others, scope] : others);
  };
  return (
    <fieldset class="choices">
      <legend class="field-label">{text.scopes}</legend>
      <For each={groupNames}>
        {(group) => (
          <>
            <p class="small second">{words.group[group]}</p>
            <For each={grantable().filter((scope) => groupOf(scope) === group)}>
              {(scope) => (
                <label class="choice">
                  <input
                    type="checkbox"
                    name={scope}
                    disabled={isOff(scope)}
                    checked={props.value.includes(scope)}
                    onChange={(event) => toggle(scope, event.currentTarget.checked)}
                  />
                  <span>
                    {words.scope[scope]}
                    <span class="small second block">{isOff(scope) ? text.wholeAccount : <code>{scope}</code>}</span>
                  </span>
                </label>
              )}
            </For>
          </>
        )}
      </For>
      <Show when={props.error}>
        <p class="field-error" role="alert">
          {props.error}
        </p>
      </Show>
    </fieldset>
  );
}
