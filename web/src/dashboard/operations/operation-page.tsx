import { A, useParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { canRetry, mayRetry } from "#core/kernel/long-operation/long-operation.state.ts";
import { retryOperation } from "#web/data/dashboard.ts";
import { type Operation, watchOperation, watchOperationLog } from "#web/data/operations.ts";
import { createRequest } from "#web/data/request.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Moment } from "#web/parts/moment.tsx";
import { OperationProgress } from "#web/parts/operation-progress.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { OperationStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { PropertiesSkeleton, RowsSkeleton } from "#web/ui/skeleton.tsx";
import { createNames } from "../names.ts";
import { text as texts } from "./operations.text.ts";

const text = texts.detail;

export default function OperationPage() {
  const params = useParams<{ operationId: string }>();
  const operation = watchOperation(() => params.operationId);
  const log = watchOperationLog(() => params.operationId, operation.value);
  const [asking, setAsking] = createSignal(false);
  const again = createRequest(retryOperation);
  const names = createNames();
  const may = createMay();
  const retryable = () => {
    const value = operation.value();
    return value !== undefined && canRetry(value) && may(mayRetry) !== false;
  };
  const title = () => {
    const value = operation.value();
    return value ? [value.title, names.ofSubject(value.subject)].filter(Boolean).join(" ") : text.title;
  };
  const close = () => {
    setAsking(false);
    again.clear();
  };
  const confirm = async () => {
    if (await again.run(params.operationId)) close();
  };
  return (
    <>
      <PageHead
        title={title()}
        crumb={{ href: paths.dashboardOperations, label: text.back }}
        line={<PageLine from={operation}>{(value) => <OperationStatus operation={value()} />}</PageLine>}
        actions={
          <Show when={retryable()}>
            <Button tone="primary" icon="cycle" onClick={() => setAsking(true)}>
              {text.retry}
            </Button>
          </Show>
        }
      />
      <Loaded
        from={operation}
        words={loading.words(text.failed)}
        skeleton={
          <div class="columns">
            <div class="card">
              <RowsSkeleton label={text.loading} rows={6} />
            </div>
            <div class="card">
              <PropertiesSkeleton label={text.loading} rows={6} />
            </div>
          </div>
        }
      >
        {(value) => (
          <div class="columns">
            <OperationProgress operation={value()} lines={log.lines()} logFailure={log.failure()} />
            <Facts operation={value()} customer={names.ofCustomer(value().accountId)} />
          </div>
        )}
      </Loaded>
      <ConfirmDialog
        open={asking()}
        title={text.retryTitle}
        text={text.retryText}
        confirm={text.retry}
        dismiss={text.dismiss}
        busy={again.pending()}
        refusal={<Refusal of={again} />}
        waits={again.waiting() > 0}
        onConfirm={() => void confirm()}
        onClose={close}
      />
    </>
  );
}

function Facts(props: { operation: Operation; customer: string | undefined }) {
  const { operation } = props;
  return (
    <Card title={text.facts}>
      <Properties
        items={[
          { name: text.state, value: <OperationStatus operation={props.operation} /> },
          { name: text.kind, value: operation.kind, mono: true },
          { name: text.subject, value: <Subject subject={operation.subject} /> },
          {
            name: text.customer,
            value: operation.accountId ? (
              <A href={paths.dashboardCustomer(operation.accountId)}>{props.customer ?? text.showCustomer}</A>
            ) : undefined,
          },
          { name: text.created, value: <Moment at={operation.createdAt} /> },
          {
            name: text.finished,
            value: props.operation.finishedAt ? <Moment at={props.operation.finishedAt} /> : undefined,
          },
          { name: text.code, value: props.operation.failure?.code ?? props.operation.waitingFor?.code, mono: true },
        ]}
      />
    </Card>
  );
}

function Subject(props: { subject: string }) {
  if (props.subject.startsWith("svc_")) {
    return <A href={paths.dashboardService(props.subject)}>{text.showService}</A>;
  }
  if (props.subject.startsWith("nod_")) return <A href={paths.dashboardNode(props.subject)}>{text.showNode}</A>;
  return <span class="mono">{props.subject}</span>;
}
