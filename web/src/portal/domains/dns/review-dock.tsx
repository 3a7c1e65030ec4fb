import { createSignal, onCleanup, onMount, Show } from "solid-js";
import { Button } from "#web/ui/button.tsx";
import { text as texts } from "./dns.text.ts";

const text = texts.review;

/** Says that changes wait, and leads to where they are looked at, while that is out of sight. */
export function ReviewDock(props: { count: number; card: HTMLElement }) {
  const [isOut, setOut] = createSignal(false);
  onMount(() => {
    const seen = new IntersectionObserver(([entry]) => setOut(entry?.isIntersecting === false));
    seen.observe(props.card);
    onCleanup(() => seen.disconnect());
  });
  const show = () => {
    props.card.scrollIntoView({ block: "start" });
    props.card.focus({ preventScroll: true });
  };
  return (
    <Show when={isOut()}>
      <div class="dock">
        <b class="grow">{text.title(props.count)}</b>
        <Button tone="primary" onClick={show}>
          {text.look}
        </Button>
      </div>
    </Show>
  );
}
