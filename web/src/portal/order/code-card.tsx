import { type ComponentProps, lazy, Match, Suspense, Switch } from "solid-js";
import { type RepositoryField, repositoryProblem, schemeOf } from "#web/parts/repository.ts";
import { RepositoryFields } from "#web/parts/repository-fields.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { text } from "./code-card.text.ts";
import type { Draft } from "./draft.ts";
import type { CodeKind } from "./ordered-code.ts";

const CodeCheck = lazy(() => import("./code-check.tsx").then((part) => ({ default: part.CodeCheck })));

/** All of them, in this order: the page's own list would bring the page with it. */
const kinds: readonly CodeKind[] = ["later", "git", "archive"];

/** Where the code of an app comes from that is built of it. */
export function CodeCard(props: {
  draft: Draft;
  /** Say what is wrong before anything is asked of the server. */
  strict: boolean;
  checks: ComponentProps<typeof CodeCheck>["able"];
  refused: (field: RepositoryField) => string | undefined;
}) {
  const code = props.draft.code;
  const refused = (field: RepositoryField) => {
    const problem = props.strict ? repositoryProblem(code()) : undefined;
    return problem?.field === field ? problem.message : props.refused(field);
  };
  return (
    <Card title={text.title}>
      <CardBody class="stack">
        <Segmented
          label={text.legend}
          options={kinds.map((value) => ({ value, label: text.kinds[value] }))}
          value={code().kind}
          onChange={(kind) => props.draft.setCode({ kind })}
        />
        <Switch fallback={<p class="second">{text.later}</p>}>
          <Match when={code().kind === "archive"}>
            <p class="second">{text.archive}</p>
          </Match>
          <Match when={code().kind === "git"}>
            <RepositoryFields
              typed={code()}
              refused={refused}
              onType={(field, value) => props.draft.setCode({ [field]: value })}
            />
            <p class="second" role="status">
              <Switch>
                <Match when={schemeOf(code()) === "https"}>
                  {text.https} {text.token}
                </Match>
                <Match when={schemeOf(code()) === "ssh"}>{text.ssh}</Match>
              </Switch>
            </p>
            <Suspense>
              <CodeCheck typed={code()} able={props.checks} />
            </Suspense>
          </Match>
        </Switch>
      </CardBody>
    </Card>
  );
}
