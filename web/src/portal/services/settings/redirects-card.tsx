import { createSignal, For, Show } from "solid-js";
import { redirectCodes, redirectProblem } from "#core/settings/redirect.state.ts";
import { saidLater } from "#web/data/said-later.ts";
import { type Redirect, setRedirects } from "#web/data/settings.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { type CardProps, createChange } from "./change.ts";
import { text as texts } from "./settings.text.ts";

const text = texts.redirects;
const empty: Redirect = { from: "", to: "", code: 301, keepPath: false };
const kinds = redirectCodes.map((code) => ({ value: String(code), label: text.kinds[code] }));

/** Which paths lead elsewhere. */
export function RedirectsCard(props: CardProps) {
  const [draft, setDraft] = createSignal(empty);
  const [problem, setProblem] = createSignal<ReturnType<typeof redirectProblem>>();
  const saving = createChange(props, setRedirects);
  const edit = (change: Partial<Redirect>) => {
    setProblem(undefined);
    saving.clear();
    setDraft({ ...draft(), ...change });
  };
  const at = (field: "from" | "to") => {
    const found = problem();
    return found?.field === field ? found.message : undefined;
  };
  const add = async () => {
    const found = redirectProblem(draft());
    setProblem(found && { ...found, message: await saidLater(found.message) });
    if (found) return;
    if (await saving.run([...props.settings.redirects, draft()])) setDraft(empty);
  };
  return (
    <Card title={text.title}>
      <CardBody class="stack">
        <p class="second">{text.none}</p>
        <Refusal of={saving} />
      </CardBody>
      <Rows>
        <For each={props.settings.redirects}>
          {(redirect) => (
            <Row
              wrap
              title={<bdi>{redirect.from}</bdi>}
              text={
                <>
                  <bdi>{redirect.to}</bdi>, {text.kinds[redirect.code]}
                  {redirect.keepPath ? `, ${text.keptPath}` : ""}
                </>
              }
              end={
                <Show when={props.open}>
                  <Button
                    size="small"
                    aria-label={text.removeOf(redirect.from)}
                    busy={saving.pending()}
                    waits={props.busy}
                    onClick={() => void saving.run(props.settings.redirects.filter((one) => one !== redirect))}
                  >
                    {texts.remove}
                  </Button>
                </Show>
              }
            />
          )}
        </For>
      </Rows>
      <Show when={props.open}>
        <CardBody class="pt-4">
          <form
            class="stack"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void add();
            }}
          >
            <TextField
              label={text.from}
              hint={text.fromHint}
              autocapitalize="off"
              spellcheck={false}
              value={draft().from}
              error={at("from")}
              onInput={(event) => edit({ from: event.currentTarget.value })}
            />
            <TextField
              label={text.to}
              hint={text.toHint}
              autocapitalize="off"
              spellcheck={false}
              value={draft().to}
              error={at("to")}
              onInput={(event) => edit({ to: event.currentTarget.value })}
            />
            <SelectField
              label={text.kind}
              options={kinds}
              value={String(draft().code)}
              onChange={(value) => edit({ code: redirectCodes.find((code) => String(code) === value) ?? 301 })}
            />
            <label class="choice">
              <input
                type="checkbox"
                checked={draft().keepPath}
                onChange={(event) => edit({ keepPath: event.currentTarget.checked })}
              />
              <span>{text.keepPath}</span>
            </label>
            <div class="page-actions">
              <Button type="submit" busy={saving.pending()} waits={props.busy || saving.waiting() > 0}>
                {text.add}
              </Button>
            </div>
          </form>
        </CardBody>
      </Show>
    </Card>
  );
}
