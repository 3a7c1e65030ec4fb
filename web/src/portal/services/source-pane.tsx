import { createSignal, Match, Show, Switch } from "solid-js";
import { canDeploy } from "#core/releases/release.state.ts";
import { mayConnect } from "#core/sources/source.state.ts";
import { createRequest } from "#web/data/request.ts";
import {
  changeSource,
  checkSource,
  connectSource,
  deploySource,
  disconnectSource,
  getSource,
  type Repository,
  type Source,
} from "#web/data/sources.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { createConnectionCheck } from "#web/parts/connection-check.tsx";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { toast } from "#web/ui/toast.tsx";
import { BuildsCard } from "./builds-card.tsx";
import { DeployKeyCard } from "./deploy-key-card.tsx";
import type { PaneProps } from "./panes.ts";
import { RepositoryForm } from "./repository-form.tsx";
import { text } from "./source.text.ts";
import { UploadCard } from "./upload-card.tsx";
import { WebhookCard } from "./webhook-card.tsx";

/** What a website is built from, and what was built of it. */
export default function SourcePane(props: PaneProps) {
  const found = createView(getSource, () => [props.service.id]);
  createPolling(() => 15_000, found.retry);
  const may = createMay();
  const mine = () => may(mayConnect) === true;
  /** Shown once, for as long as the page is looked at. */
  const [secret, setSecret] = createSignal<string>();
  const connecting = createRequest((key: string, id: string, repository: Repository) =>
    connectSource(key, id, repository),
  );
  return (
    <div class="stack">
      <Loaded from={found} words={loading.words(text.failed)} skeleton={<RowsSkeleton label={text.loading} rows={4} />}>
        {(answer) => (
          <Show
            when={answer().source}
            fallback={
              <Card title={mine() ? text.form.connectTitle : text.repository.title}>
                <CardBody>
                  <Show
                    when={mine()}
                    fallback={<EmptyState icon="out" title={text.none.title} text={text.none.reader} />}
                  >
                    <p class="second mb-4">{text.none.text}</p>
                    <RepositoryForm
                      source={null}
                      serviceId={props.service.id}
                      request={connecting}
                      onDone={(answer) => {
                        setSecret((answer as { webhookSecret: string }).webhookSecret);
                        toast(text.form.connected);
                      }}
                    />
                  </Show>
                </CardBody>
              </Card>
            }
          >
            {(connected) => (
              <>
                <RepositoryCard {...props} source={connected()} mine={mine()} />
                <Show when={mine() && connected().deployKey}>
                  {(deployKey) => <DeployKeyCard serviceId={props.service.id} deployKey={deployKey()} />}
                </Show>
                <Show when={mine()}>
                  <WebhookCard source={connected()} secret={secret()} onSecret={setSecret} />
                </Show>
              </>
            )}
          </Show>
        )}
      </Loaded>
      <Show when={mine()}>
        <UploadCard service={props.service} busy={props.busy} />
      </Show>
      <BuildsCard service={props.service} busy={props.busy} />
    </div>
  );
}

function RepositoryCard(props: PaneProps & { source: Source; mine: boolean }) {
  const [mode, setMode] = createSignal<"shown" | "changing" | "disconnecting">("shown");
  const changing = createRequest(changeSource);
  const deploying = createRequest(deploySource);
  const disconnecting = createRequest(disconnectSource);
  const free = () => canDeploy(props.service) && !props.busy;
  const deploy = async () => {
    const release = await deploying.run(props.service.id);
    if (release) toast(text.repository.deploying(release.number));
  };
  const check = createConnectionCheck(
    (typed) => checkSource(props.service.id, typed),
    () => ({ url: props.source.url, branch: props.source.branch }),
  );
  const disconnect = async () => {
    if (!(await disconnecting.run(props.service.id))) return;
    setMode("shown");
    toast(text.repository.disconnected);
  };
  return (
    <Card
      title={text.repository.title}
      aside={
        <Show when={props.mine && mode() !== "changing"}>
          <Button
            tone="primary"
            size="small"
            icon="cycle"
            busy={deploying.pending()}
            disabled={!free()}
            title={free() ? undefined : text.repository.busy}
            onClick={() => void deploy()}
          >
            {text.repository.deploy}
          </Button>
        </Show>
      }
    >
      <Show when={deploying.failure()}>
        <CardBody>
          <Refusal of={deploying} />
        </CardBody>
      </Show>
      <Switch>
        <Match when={mode() === "changing"}>
          <CardBody>
            <RepositoryForm
              source={props.source}
              serviceId={props.service.id}
              request={changing}
              onDone={() => {
                setMode("shown");
                toast(text.form.saved);
              }}
              onDismiss={() => setMode("shown")}
            />
          </CardBody>
        </Match>
        <Match when={true}>
          <Properties
            items={[
              { name: text.repository.address, value: props.source.url, mono: true },
              { name: text.repository.branch, value: props.source.branch, mono: true },
              { name: text.repository.folder, value: props.source.folder || text.repository.top },
              {
                name: text.repository.pushes,
                value: props.source.deploysOnPush ? text.repository.deployed : text.repository.ignored,
              },
              { name: text.repository.token, value: props.source.hasToken ? text.repository.kept : undefined },
            ]}
          />
          <Show when={props.mine}>
            <CardBody class="stack">
              <check.Answer />
              <div class="page-actions">
                <check.Button small />
                <Button size="small" onClick={() => setMode("changing")}>
                  {text.repository.change}
                </Button>
                <Button size="small" onClick={() => setMode("disconnecting")}>
                  {text.repository.disconnect}
                </Button>
              </div>
            </CardBody>
          </Show>
        </Match>
      </Switch>
      <ConfirmDialog
        open={mode() === "disconnecting"}
        danger
        title={text.repository.disconnectTitle}
        text={text.repository.disconnectText}
        confirm={text.repository.disconnect}
        dismiss={text.repository.dismiss}
        busy={disconnecting.pending()}
        refusal={<Refusal of={disconnecting} />}
        onConfirm={() => void disconnect()}
        onClose={() => setMode("shown")}
      />
    </Card>
  );
}
