import { createSignal, Show } from "solid-js";
import { createRequest } from "#web/data/request.ts";
import { connectSso } from "#web/data/sso.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Door } from "#web/ui/door.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { text } from "./single-sign-on.text.ts";

/** Whoever came back from a provider and has signed in as they did until now says that it is them. */
export default function ConnectProviderPage() {
  const connecting = createRequest(connectSso);
  const [done, setDone] = createSignal(false);
  return (
    <Door
      title={done() ? text.connected : text.connecting}
      documentTitle={text.connecting}
      line={done() ? text.connectedLine : text.connectingLine}
    >
      <div class="door-form" role="status">
        <Refusal of={connecting} />
        <Show
          when={done()}
          fallback={
            <Button
              tone="primary"
              size="large"
              wide
              busy={connecting.pending()}
              waits={connecting.waiting() > 0}
              onClick={() => void connecting.run().then((answer) => answer && setDone(true))}
            >
              {text.connectNow}
            </Button>
          }
        >
          <LinkButton tone="primary" size="large" wide href={paths.overview}>
            {text.goOn}
          </LinkButton>
        </Show>
      </div>
    </Door>
  );
}
