import { createSignal, lazy, Show, Suspense } from "solid-js";
import { onConfirmationRequired } from "#web/data/request.ts";

const ConfirmSession = lazy(async () => ({ default: (await import("./confirm-session.tsx")).ConfirmSession }));

/** Asks who it is when an act demands it, over whatever dialog the act came from; the act is then repeated by itself. */
export function Confirmation() {
  const [answer, setAnswer] = createSignal<(confirmed: boolean) => void>();
  onConfirmationRequired(() => new Promise((resolve) => setAnswer(() => resolve)));
  const close = (confirmed: boolean) => {
    answer()?.(confirmed);
    setAnswer(undefined);
  };
  return (
    <Show when={answer()}>
      <Suspense>
        <ConfirmSession onClose={close} />
      </Suspense>
    </Show>
  );
}
