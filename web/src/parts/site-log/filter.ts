import { useSearchParams } from "@solidjs/router";
import type { SiteLogQuery } from "#web/data/logs.ts";

export const ranges = ["all", "15m", "1h", "24h", "7d", "own"] as const;
export type Range = (typeof ranges)[number];

const minutesOf = { "15m": 15, "1h": 60, "24h": 1440, "7d": 10_080 } as const;

type Key = "search" | "release" | "service" | "stream" | "range" | "from" | "to" | "at";
type Chosen = Partial<Record<Key, string>>;

/** What a log is narrowed to, kept in the address so that it can be sent to a colleague. */
export function createLogFilter() {
  const [chosen, setChosen] = useSearchParams<Chosen>();
  const value = (key: Key): string => chosen[key] ?? "";
  const range = (): Range => ranges.find((one) => one === chosen.range) ?? "all";
  const query = (now: number): SiteLogQuery => {
    const { search, release, service, stream } = chosen;
    const span = range();
    const from =
      span === "own" ? instantOf(value("from")) : span === "all" ? undefined : now - minutesOf[span] * 60_000;
    const to = span === "own" ? instantOf(value("to")) : undefined;
    return {
      ...(search && { search }),
      ...(release && /^\d{1,6}$/.test(release) && { release: Number(release) }),
      ...(service && { service }),
      ...((stream === "out" || stream === "err") && { stream }),
      ...(from !== undefined && { from: new Date(from).toISOString() }),
      ...(to !== undefined && { to: new Date(to).toISOString() }),
    };
  };
  return {
    value,
    range,
    query,
    /** The instant that a link leads to. */
    moment: (): string | undefined => {
      const at = instantOf(value("at"));
      return at === undefined ? undefined : new Date(at).toISOString();
    },
    /** Whether lines that are written from now on belong to it. */
    isOpen: () => range() !== "own" || instantOf(value("to")) === undefined,
    isSet: () => ["search", "release", "service", "stream", "range"].some((key) => Boolean(chosen[key as Key])),
    choose: (changes: Chosen) =>
      setChosen(
        // Whoever looks for something else does not look at that moment any more.
        { at: undefined, ...Object.fromEntries(Object.entries(changes).map(([key, to]) => [key, to || undefined])) },
        { replace: true },
      ),
    clear: () =>
      setChosen(
        {
          search: undefined,
          release: undefined,
          service: undefined,
          stream: undefined,
          range: undefined,
          from: undefined,
          to: undefined,
          at: undefined,
        },
        { replace: true },
      ),
    /** The address of what is shown, at a moment. */
    linkTo: (at: string) => {
      const url = new URL(window.location.href);
      url.searchParams.set("at", at);
      return url.href;
    },
  };
}
export type LogFilter = ReturnType<typeof createLogFilter>;

/** What a field for day and time holds is in the time of who looks. */
function instantOf(text: string): number | undefined {
  const time = text === "" ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(time) ? undefined : time;
}
