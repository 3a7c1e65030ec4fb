import { useNavigate } from "@solidjs/router";
import { createMemo, createSignal, Show } from "solid-js";
import { deployCompose } from "#web/data/releases.ts";
import { createRequest } from "#web/data/request.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import type { PaneProps } from "../panes.ts";
import { ComposeEditor } from "./compose-editor.tsx";
import { text } from "./compose-pane.text.ts";
import type { ComposeSetting } from "./lint.ts";

/** The compose file of a website, and deploying another one. */
export default function ComposePane(props: PaneProps) {
  const navigate = useNavigate();
  const deployed = () => String(props.service.app.parameters.text ?? "");
  const [written, setWritten] = createSignal<string>();
  const [usable, setUsable] = createSignal(true);
  const draft = () => written() ?? deployed();
  const setting = createMemo((): ComposeSetting => {
    const { planName, limits } = props.service;
    const { memoryMb, cpuPercent, processes } = limits;
    return { plan: { name: planName, memoryMb, cpus: cpuPercent / 100, processes } };
  });
  const deploying = createRequest(async (key) => {
    await deployCompose(key, props.service.id, draft());
    setWritten(undefined);
    navigate(props.address(""));
  });
  /** Why it cannot be deployed now. */
  const reason = () =>
    draft() === deployed() ? text.unchanged : props.busy ? text.busy : usable() ? undefined : text.refused;
  return (
    <Card title={text.title}>
      <CardBody class="grid gap-4">
        <ComposeEditor
          label={text.title}
          value={draft()}
          setting={setting()}
          onChange={(value) => setWritten(value)}
          onRead={setUsable}
        />
        <Refusal of={deploying} />
        <p class="second">{reason() ?? text.effect}</p>
        <div class="flex flex-wrap gap-3">
          <Button
            tone="primary"
            busy={deploying.pending()}
            waits={reason() !== undefined || deploying.waiting() > 0}
            onClick={() => void deploying.run()}
          >
            {text.deploy}
          </Button>
          <Show when={draft() !== deployed()}>
            <Button onClick={() => setWritten(undefined)}>{text.reset}</Button>
          </Show>
        </div>
      </CardBody>
    </Card>
  );
}
