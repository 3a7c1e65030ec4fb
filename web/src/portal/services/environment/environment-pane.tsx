import { createMemo, createSignal, For, Match, Show, Switch } from "solid-js";
import { canDeploy } from "#core/releases/release.state.ts";
import { mayConfigure } from "#core/settings/settings.state.ts";
import { ApiError } from "#web/data/api.ts";
import { changeEnvironment, type Environment, getEnvironment } from "#web/data/environment.ts";
import { createRequest } from "#web/data/request.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { LiveOperation } from "#web/parts/operation-history.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { toast } from "#web/ui/toast.tsx";
import type { PaneProps } from "../panes.ts";
import { changeOf, type Draft, type Edit, edited, type Line, linesOf } from "./draft.ts";
import { text } from "./environment.text.ts";
import { NewerNotice } from "./newer-notice.tsx";
import { PasteSheet } from "./paste-sheet.tsx";
import { PlatformCard } from "./platform-card.tsx";
import { VariableRows } from "./variable-rows.tsx";
import { VariableSheet } from "./variable-sheet.tsx";

/** What an app finds in its environment, and changing any number of it at once. */
export default function EnvironmentPane(props: PaneProps) {
  /** The release that failed whose variables are changed in place of those of the live one. */
  const [base, setBase] = createSignal<number>();
  const environment = createView(getEnvironment, () => [props.service.id, base()]);
  return (
    <div class="stack">
      <Show when={props.operation}>{(operation) => <LiveOperation operation={operation()} />}</Show>
      <Loaded
        from={environment}
        words={loading.words(text.failed)}
        skeleton={
          <div class="card">
            <RowsSkeleton label={text.loading} rows={6} />
          </div>
        }
      >
        {(value) => <EnvironmentOf {...props} environment={value()} base={base()} onBase={setBase} />}
      </Loaded>
    </div>
  );
}

function EnvironmentOf(
  props: PaneProps & { environment: Environment; base: number | undefined; onBase: (release?: number) => void },
) {
  const may = createMay();
  const [draft, setDraft] = createSignal<Draft>({});
  /** What is being edited: a variable, or a new one. */
  const [open, setOpen] = createSignal<Line | "new" | "paste">();
  const lines = createMemo(() => linesOf(props.environment.variables, draft()));
  const changes = () => Object.keys(draft()).length;
  const isMine = () => may(mayConfigure) === true;
  const isOpen = () => isMine() && canDeploy(props.service) && !props.busy;
  const edit = (name: string, change: Edit) => {
    deploying.clear();
    setDraft(edited(draft(), props.environment.variables, name, change));
  };
  const undo = (name: string) => {
    deploying.clear();
    setDraft(Object.fromEntries(Object.entries(draft()).filter(([other]) => other !== name)));
  };
  const deploying = createRequest(async (key) => {
    const { version } = props.environment;
    const release = props.base === undefined ? {} : { release: props.base };
    await changeEnvironment(key, props.service.id, { version: version ?? "", ...release, ...changeOf(draft()) });
    setDraft({});
    props.onBase();
    toast(text.deploying);
  });
  /** What the server says of single variables, by their names. */
  const problems = () => {
    const failure = deploying.failure();
    const sent = changeOf(draft());
    return failure instanceof ApiError
      ? failure.fields.flatMap(({ path, message }) => {
          const [list, at] = path.split(".");
          const name = list === "set" ? sent.set?.[Number(at)]?.name : undefined;
          return name === undefined ? [] : [text.problemAt(name, message)];
        })
      : [];
  };
  const close = () => setOpen(undefined);
  const leave = (release?: number) => {
    setDraft({});
    deploying.clear();
    props.onBase(release);
  };
  return (
    <div class="columns">
      <div class="stack">
        <Switch>
          <Match when={!props.environment.isRead}>
            <Notice tone="plain">{text.unread}</Notice>
          </Match>
          <Match when={!isMine()}>
            <Notice tone="plain">{text.notYours}</Notice>
          </Match>
          <Match when={!canDeploy(props.service)}>
            <Notice tone="plain">{text.notNow}</Notice>
          </Match>
          <Match when={isMine()}>
            <NewerNotice newer={props.environment.newer} base={props.base} onBase={leave} />
          </Match>
        </Switch>
        <Card
          title={text.title}
          foot={
            <Show when={isOpen() && props.environment.isRead}>
              <div class="page-actions">
                <Button onClick={() => setOpen("new")}>{text.add}</Button>
                <Button onClick={() => setOpen("paste")}>{text.paste}</Button>
              </div>
            </Show>
          }
        >
          <CardBody>
            <p class="second">{lines().length > 0 ? text.about : text.none}</p>
          </CardBody>
          <VariableRows
            lines={lines()}
            open={isOpen()}
            mayRead={isMine()}
            onEdit={setOpen}
            onRemove={(name) => edit(name, { kind: "remove" })}
            onUndo={undo}
          />
        </Card>
        <Show when={changes() > 0 || props.base !== undefined}>
          <Card title={text.waiting(changes(), props.base)}>
            <CardBody class="stack">
              <Refusal of={deploying} hidden={problems().length > 0} />
              <Show when={problems().length > 0}>
                <Notice tone="bad" urgent>
                  <For each={problems()}>{(problem) => <span class="block">{problem}</span>}</For>
                </Notice>
              </Show>
              <div class="page-actions">
                <Button
                  tone="primary"
                  busy={deploying.pending()}
                  waits={props.busy || deploying.waiting() > 0}
                  onClick={() => void deploying.run()}
                >
                  {text.deploy}
                </Button>
                <Button onClick={() => leave()}>{text.discard}</Button>
              </div>
            </CardBody>
          </Card>
        </Show>
      </div>
      <PlatformCard variables={props.environment.variables} />
      <Show when={open() === "paste"}>
        <PasteSheet
          variables={props.environment.variables}
          onTake={(found) => {
            for (const [name, change] of found) edit(name, change);
            close();
          }}
          onClose={close}
        />
      </Show>
      <Show when={open() !== "paste" && open()}>
        {(line) => (
          <VariableSheet
            line={asLine(line())}
            variables={props.environment.variables}
            names={lines().map(({ name }) => name)}
            onDone={(name, change) => {
              edit(name, change);
              close();
            }}
            onClose={close}
          />
        )}
      </Show>
    </div>
  );
}

const asLine = (open: Line | "new" | "paste"): Line | undefined => (typeof open === "string" ? undefined : open);
