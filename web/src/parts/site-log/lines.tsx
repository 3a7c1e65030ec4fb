import { createEffect, For, on, Show } from "solid-js";
import type { SiteLogLine } from "#web/data/logs.ts";
import { formatClock, formatDay } from "#web/lib/time.ts";
import { LogText } from "#web/ui/log-text.tsx";
import { text } from "./site-log.text.ts";

/** Its end stays in sight until somebody scrolls up; then nothing moves under their eyes. */
export function Lines(props: {
  lines: readonly SiteLogLine[];
  mark: string;
  wrap: boolean;
  /** More than one release or service is among them. */
  several: boolean;
  moment: string | undefined;
  atEnd: boolean;
  empty: string;
  onAtEnd: (atEnd: boolean) => void;
  onCopy: (at: string) => void;
}) {
  let view: HTMLDivElement | undefined;
  let shownMoment: string | undefined;
  const dayOf = (line: SiteLogLine) => new Date(line.at).toDateString();
  const isMoment = (line: SiteLogLine, before: SiteLogLine | undefined) =>
    props.moment !== undefined &&
    Date.parse(line.at) >= Date.parse(props.moment) &&
    (!before || Date.parse(before.at) < Date.parse(props.moment));
  createEffect(
    on(
      () => props.lines,
      (lines, before) => {
        if (!view) return;
        const moment = view.querySelector<HTMLElement>(".log-moment");
        if (moment && shownMoment !== props.moment) {
          shownMoment = props.moment;
          view.scrollTop = moment.offsetTop - view.offsetTop - view.clientHeight / 3;
        } else if (props.atEnd) view.scrollTop = view.scrollHeight;
        else if (before?.[0] && lines[0] !== before[0]) keepPlace(view, lines.indexOf(before[0]));
      },
    ),
  );
  /** Lines came above: what was at the top stays where it was. */
  const keepPlace = (scroller: HTMLDivElement, index: number) => {
    const row = scroller.querySelectorAll<HTMLElement>(".log-line")[index];
    if (row) scroller.scrollTop += row.offsetTop - scroller.offsetTop - 12;
  };
  return (
    <div
      ref={(element) => {
        view = element;
      }}
      class={`log log-live${props.wrap ? "" : " log-nowrap"}`}
      role="log"
      aria-live="off"
      aria-label={text.label}
      tabindex="0"
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) =>
        props.onAtEnd(scrollHeight - scrollTop - clientHeight < 24)
      }
    >
      <For each={props.lines} fallback={props.empty}>
        {(line, index) => {
          const before = () => props.lines[index() - 1];
          return (
            <>
              <Show when={dayOf(line) !== dayOf(before() ?? line) || index() === 0}>
                <div class="log-day">{formatDay(line.at)}</div>
              </Show>
              <div class="log-line" classList={{ "log-moment": isMoment(line, before()) }}>
                <button
                  type="button"
                  class="log-time"
                  tabindex="-1"
                  title={text.copyTitle(line.at)}
                  onClick={() => props.onCopy(line.at)}
                >
                  <time datetime={line.at}>{formatClock(line.at)}</time>
                </button>
                {"  "}
                <Show when={props.several}>
                  <span class="log-source">{text.source(line.release, line.service)} </span>
                </Show>
                <Show
                  when={line.missingUntil}
                  fallback={
                    <span class={line.stream}>
                      <LogText text={line.text} mark={props.mark} />
                    </span>
                  }
                >
                  {(until) => <span class="log-missing">{text.missing(formatClock(until()))}</span>}
                </Show>
                <Show when={line.continues}>
                  <span class="log-source" title={text.continues}>
                    {" ↩"}
                  </span>
                </Show>
              </div>
            </>
          );
        }}
      </For>
    </div>
  );
}
