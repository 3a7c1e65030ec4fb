import { Show } from "solid-js";
import type { Older } from "#web/lib/older.ts";
import { Button } from "#web/ui/button.tsx";
import { text } from "./more-rows.text.ts";

/** The foot of a list that goes on. */
export function MoreRows(props: { older: Older<{ id: string }> }) {
  return (
    <>
      <span>
        <Show when={props.older.failure()} fallback={text.shown(props.older.items().length)}>
          {(failure) => <span role="alert">{failure().message}</span>}
        </Show>
      </span>
      <Button size="small" busy={props.older.pending()} onClick={() => void props.older.more()}>
        {text.more}
      </Button>
    </>
  );
}
