import { useParams } from "@solidjs/router";
import { Show } from "solid-js";
import { mayRunNodes } from "#core/nodes/node.state.ts";
import { checkNode, getNode, type Node } from "#web/data/dashboard.ts";
import { getOperations, isOpen } from "#web/data/operations.ts";
import { createRequest } from "#web/data/request.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatUsed } from "#web/lib/size.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Moment } from "#web/parts/moment.tsx";
import { LiveOperation, OperationHistory } from "#web/parts/operation-history.tsx";
import { NodeStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Meter } from "#web/ui/meter.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { PropertiesSkeleton, RowsSkeleton } from "#web/ui/skeleton.tsx";
import { text } from "./node.text.ts";
import { NodeMetricsCards } from "./node-metrics.tsx";
import { NodeServices } from "./node-services.tsx";

export default function NodePage() {
  const params = useParams<{ nodeId: string }>();
  const node = createView(getNode, () => [params.nodeId]);
  const operations = createView(getOperations, () => [params.nodeId]);
  const check = createRequest(checkNode);
  const may = createMay();
  const open = () => operations.value()?.items.find(isOpen);
  createPolling(
    () => (open() || node.value()?.state === "adding" ? 1000 : 10_000),
    () => {
      node.retry();
      operations.retry();
    },
  );
  const run = async () => {
    await check.run(params.nodeId);
    operations.retry();
  };
  const ready = {
    value: () => (operations.value() || operations.failure() ? node.value() : undefined),
    failure: node.failure,
    retry: node.retry,
  };
  return (
    <>
      <PageHead
        title={node.value()?.name ?? text.title}
        crumb={{ href: paths.dashboardNodes, label: text.nodes }}
        line={
          <PageLine from={node}>
            {(value) => (
              <>
                <NodeStatus node={value()} />
                <span>{value().region}</span>
                <span>{text.websites(value().services)}</span>
              </>
            )}
          </PageLine>
        }
        actions={
          <Show when={may(mayRunNodes) !== false}>
            <Button icon="cycle" busy={check.pending() || open() !== undefined} onClick={() => void run()}>
              {text.check}
            </Button>
          </Show>
        }
      />
      <Loaded
        from={ready}
        words={loading.words(text.failed)}
        skeleton={
          <div class="columns">
            <div class="card">
              <RowsSkeleton plain label={text.loading} rows={4} />
            </div>
            <div class="card">
              <PropertiesSkeleton label={text.loading} rows={6} />
            </div>
          </div>
        }
      >
        {(value) => (
          <div class="columns">
            <div class="stack">
              <Show when={check.failure()}>
                {(failure) => (
                  <Notice tone="bad" urgent>
                    {failure().message}
                  </Notice>
                )}
              </Show>
              <Show when={value().failure}>
                {(failure) => (
                  <Notice tone="bad" title={text.failureTitle}>
                    {failure().message}
                  </Notice>
                )}
              </Show>
              <Capacity node={value()} />
              <Show when={open()}>{(operation) => <LiveOperation operation={operation()} />}</Show>
              <NodeMetricsCards nodeId={value().id} />
              <NodeServices nodeId={value().id} />
              <OperationHistory view={operations} except={open()?.id} />
            </div>
            <Facts node={value()} />
          </div>
        )}
      </Loaded>
    </>
  );
}

function Capacity(props: { node: Node }) {
  return (
    <Card
      title={text.capacity}
      aside={
        <Show when={props.node.state !== "ready" && props.node.lastSeenAt}>
          {(at) => (
            <span class="small second">
              {text.asOf} <Moment at={at()} />
            </span>
          )}
        </Show>
      }
    >
      <CardBody>
        <Show when={props.node.facts} fallback={<p class="second">{text.noFacts}</p>}>
          {(facts) => (
            <>
              <Load name={text.memory} usedMb={facts().memoryUsedMb} totalMb={facts().memoryMb} />
              <Load name={text.disk} usedMb={facts().diskUsedMb} totalMb={facts().diskMb} />
            </>
          )}
        </Show>
      </CardBody>
    </Card>
  );
}

function Load(props: { name: string; usedMb: number; totalMb: number }) {
  const used = () => formatUsed(props.usedMb, props.totalMb);
  return (
    <div class="load">
      <div>
        <span>{props.name}</span>
        <span class="second">{used()}</span>
      </div>
      <Meter tall used={props.usedMb} total={props.totalMb} label={text.of(props.name, used())} />
    </div>
  );
}

function Facts(props: { node: Node }) {
  const facts = () => props.node.facts;
  return (
    <Card title={text.facts}>
      <Properties
        items={[
          { name: text.address, value: `${props.node.host}:${props.node.port}`, mono: true },
          { name: text.system, value: facts()?.os },
          { name: text.kernel, value: facts()?.kernel },
          { name: text.podman, value: facts()?.podmanVersion },
          { name: text.processors, value: facts() ? text.cores(facts()?.cpus ?? 0) : undefined },
          { name: text.hostKey, value: props.node.hostKeyFingerprint, mono: true },
          { name: text.seen, value: props.node.lastSeenAt ? <Moment at={props.node.lastSeenAt} /> : undefined },
          { name: text.added, value: <Moment at={props.node.createdAt} /> },
        ]}
      />
    </Card>
  );
}
