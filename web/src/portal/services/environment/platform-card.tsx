import { For, Show } from "solid-js";
import type { Variable } from "#web/data/environment.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Status } from "#web/ui/status.tsx";
import { text as texts } from "./environment.text.ts";

const text = texts.other;

/** What the app finds without anybody having set it. */
export function PlatformCard(props: { variables: readonly Variable[] }) {
  const others = () => props.variables.filter(({ setBy }) => setBy !== "customer");
  return (
    <Show when={others().length > 0}>
      <Card title={text.title}>
        <CardBody>
          <p class="second">{text.about}</p>
        </CardBody>
        <Rows tight>
          <For each={others()}>
            {(variable) => (
              <Row
                wrap
                title={<bdi class="mono break-all">{variable.name}</bdi>}
                text={
                  <>
                    <Show when={!variable.secret} fallback={<Status tone="plain">{texts.secret}</Status>}>
                      <span class="mono break-all">{variable.value === "" ? texts.empty : variable.value}</span>
                    </Show>{" "}
                    <span class="third">{text.of(variable.of ?? "")}</span>
                  </>
                }
              />
            )}
          </For>
        </Rows>
      </Card>
    </Show>
  );
}
