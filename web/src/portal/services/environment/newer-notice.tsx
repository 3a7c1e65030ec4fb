import { Match, Switch } from "solid-js";
import { isUnderWay } from "#core/releases/release.state.ts";
import type { Environment } from "#web/data/environment.ts";
import { Button } from "#web/ui/button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { text as texts } from "./environment.text.ts";

const text = texts.newer;

/** That there is a newer release with other variables, and that those can be changed further where it failed. */
export function NewerNotice(props: {
  newer: Environment["newer"];
  base: number | undefined;
  onBase: (release?: number) => void;
}) {
  return (
    <Switch>
      <Match when={props.base}>
        {(number) => (
          <Notice tone="warn" actions={<Button onClick={() => props.onBase()}>{text.leave}</Button>}>
            {text.taken(number())}
          </Notice>
        )}
      </Match>
      <Match when={props.newer && isUnderWay(props.newer) && props.newer}>
        {(newer) => <Notice tone="run">{text.underWay(newer().release)}</Notice>}
      </Match>
      <Match when={props.newer}>
        {(newer) => (
          <Notice
            tone="warn"
            title={text.failed(newer().release)}
            actions={<Button onClick={() => props.onBase(newer().release)}>{text.takeUp}</Button>}
          >
            {newer().message} {text.failedText}
          </Notice>
        )}
      </Match>
    </Switch>
  );
}
