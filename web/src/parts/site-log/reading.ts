import { batch, createSignal } from "solid-js";
import { readSiteLog, type SiteLog, type SiteLogLine, type SiteLogQuery } from "#web/data/logs.ts";

const pageLines = 500;
/** As many as a browser scrolls through without effort. */
const shownMax = 3000;
const aroundBefore = 100;
const aroundAfter = 300;

/** Where somebody reads in the log of a website: the lines on the screen, and the ways to older and newer ones. */
export function createReading(serviceId: () => string) {
  const [lines, setLines] = createSignal<readonly SiteLogLine[]>([]);
  const [waiting, setWaiting] = createSignal<readonly SiteLogLine[]>([]);
  const [older, setOlder] = createSignal<string | null>(null);
  /** There are newer lines than those that are shown or waiting: what is shown is not the end of the log. */
  const [apart, setApart] = createSignal(false);
  const [reached, setReached] = createSignal<string | null>(null);
  const [sources, setSources] = createSignal<SiteLog["sources"]>([]);
  const [loaded, setLoaded] = createSignal(false);
  const [failure, setFailure] = createSignal<Error>();
  const [busy, setBusy] = createSignal(false);
  let newer: string | null = null;
  let query: SiteLogQuery = {};
  /** Counts what was begun: an answer to something older is not wanted any more. */
  let turn = 0;
  let looking = false;

  async function ask(more: SiteLogQuery): Promise<SiteLog | undefined> {
    const mine = turn;
    try {
      const answer = await readSiteLog(serviceId(), { ...query, ...more });
      if (mine !== turn) return undefined;
      batch(() => {
        setFailure(undefined);
        setSources(answer.sources);
      });
      return answer;
    } catch (error) {
      if (mine === turn) setFailure(() => (error instanceof Error ? error : new Error(String(error))));
      return undefined;
    }
  }

  /** At the end; what leaves the screen at its top can be read again from there. */
  function append(more: readonly SiteLogLine[]): void {
    if (more.length + waiting().length === 0) return;
    const all = [...lines(), ...waiting(), ...more];
    const shown = all.slice(-shownMax);
    setLines(shown);
    setWaiting([]);
    const first = shown[0];
    if (first && shown.length < all.length) setOlder(cursorBefore(first));
  }

  /** Begins anew: at the end of what is asked for, or around a moment. */
  async function open(asked: SiteLogQuery, moment?: string): Promise<void> {
    turn += 1;
    query = asked;
    const first = await ask(moment ? { from: moment, order: "oldest", limit: aroundAfter } : { limit: pageLines });
    if (!first) return;
    const before = first.older !== null && moment ? await ask({ before: first.older, limit: aroundBefore }) : undefined;
    newer = first.newer;
    batch(() => {
      setLines([...(before?.lines ?? []), ...first.lines]);
      setWaiting([]);
      setOlder(moment ? (before?.older ?? null) : first.older);
      setReached(moment ? null : first.reached);
      setApart(moment !== undefined && first.more);
      setLoaded(true);
    });
  }

  /** What was written since. Whoever reads further up is told of it, and nothing moves under their eyes. */
  async function look(atEnd: boolean): Promise<void> {
    if (looking || apart() || !loaded()) return;
    if (newer === null) return open(query);
    looking = true;
    const answer = await ask({ after: newer, limit: pageLines });
    looking = false;
    if (!answer) return;
    newer = answer.newer ?? newer;
    // More was written than is read at a time: who follows wants the end, and the rest is above it.
    if (answer.more && answer.lines.length > 0 && atEnd) return open(query);
    batch(() => {
      if (atEnd) append(answer.lines);
      else if (waiting().length + answer.lines.length > shownMax) setApart(true);
      else if (answer.lines.length > 0) setWaiting((known) => [...known, ...answer.lines]);
    });
  }

  async function showOlder(): Promise<void> {
    const cursor = older();
    if (cursor === null || busy()) return;
    setBusy(true);
    const answer = await ask({ before: cursor, limit: pageLines });
    setBusy(false);
    if (!answer) return;
    batch(() => {
      const all = [...answer.lines, ...lines()];
      if (all.length > shownMax) setApart(true);
      setLines(all.slice(0, shownMax));
      setOlder(answer.older);
      setReached(answer.reached);
    });
  }

  return {
    ...{ lines, waiting, older, apart, reached, sources, loaded, failure, busy },
    ...{ open, look, showOlder },
    toNewest: () => open(query),
    takeWaiting: () => batch(() => append([])),
  };
}
export type Reading = ReturnType<typeof createReading>;

/** By its time alone. Lines of that very time go with it: they were read in one piece and stand beside each other. */
const cursorBefore = ({ at }: SiteLogLine): string => `${at}~~0~0`;
