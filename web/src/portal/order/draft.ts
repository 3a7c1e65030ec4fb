import { useNavigate, useParams, useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, onCleanup } from "solid-js";
import { extraCountMax, type Interval } from "#core/catalog/catalog.state.ts";
import { orderedMax } from "#core/domains/search.state.ts";
import type { TypedParameters } from "#web/parts/parameters.ts";
import { type Code, codeKinds } from "./ordered-code.ts";

export const orderSteps = ["plan", "app", "name"] as const;
export type OrderStep = (typeof orderSteps)[number];

/** Before the name of a parameter, in the address. */
const marked = "p.";
/** Before the short name of an extra. */
const extraMark = "x.";
const noCode = { repository: undefined, branch: undefined, folder: undefined, hostKey: undefined };
/** Typing is not a navigation: the address follows when somebody rests. */
const restMs = 300;
const longestName = 63;

/**
 * What has been chosen so far. All of it is in the address: a link can fill it in, and the back button, reloading and
 * signing in on the way keep it.
 */
export function createDraft() {
  const params = useParams<{ plan?: string }>();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const one = (key: string): string | undefined => {
    const value = search[key];
    return (typeof value === "string" ? value : value?.[0]) || undefined;
  };
  // `/order/<plan>` is what links look like; what is chosen from then on is not part of the path.
  createEffect(() => {
    if (!params.plan) return;
    const rest = new URLSearchParams(window.location.search);
    rest.set("plan", params.plan);
    navigate(`/order?${rest}`, { replace: true });
  });

  const found = Object.entries(search).flatMap(([key, value]) =>
    key.startsWith(marked) ? [[key.slice(marked.length), String(value).trim()]] : [],
  );
  const [parameters, setParameters] = createSignal<TypedParameters>(Object.fromEntries(found));
  /** By short name: how many. */
  const extras = (): Readonly<Record<string, number>> =>
    Object.fromEntries(
      Object.entries(search).flatMap(([key, value]) => {
        const count = Math.min(Math.trunc(Number(value)), extraCountMax);
        return key.startsWith(extraMark) && count > 0 ? [[key.slice(extraMark.length), count]] : [];
      }),
    );
  /** Domains to be registered with it, as a link or a person wrote them. */
  const domains = (): string[] =>
    [...new Set((one("domain") ?? "").split(/[\s,]+/).filter(Boolean))].slice(0, orderedMax);
  const [name, setName] = createSignal((one("name") ?? "").toLowerCase().trim().slice(0, longestName));
  const [code, setCode] = createSignal<Code>({
    kind: codeKinds.find((kind) => kind === one("source")) ?? (one("repository") ? "git" : "later"),
    url: one("repository") ?? "",
    branch: one("branch") ?? "main",
    folder: one("folder") ?? "",
    hostKey: one("hostKey") ?? "",
  });
  /** Only what differs from what is there anyway. */
  const typedCode = (): Record<string, string | undefined> => {
    const { kind, url, branch, folder, hostKey } = code();
    if (kind !== "git") return { ...noCode, source: kind === "later" ? undefined : kind };
    return {
      source: kind,
      repository: url || undefined,
      branch,
      folder: folder || undefined,
      hostKey: hostKey || undefined,
    };
  };
  /** An empty value would be left out of the address, and be what the app fills in by itself. */
  const typed = (): Record<string, string> => ({
    name: name(),
    ...Object.fromEntries(Object.entries(parameters()).map(([key, value]) => [marked + key, value || " "])),
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const replace = (values: Record<string, string | undefined>) => setSearch(values, { replace: true, scroll: false });
  const keep = () => {
    clearTimeout(timer);
    timer = setTimeout(() => replace({ ...typed(), ...typedCode() }), restMs);
  };

  const plan = () => one("plan") ?? params.plan;
  const step = (): OrderStep => {
    const asked = orderSteps.find((known) => known === one("step"));
    if (!plan()) return "plan";
    if (!one("app")) return asked === "plan" ? "plan" : "app";
    return asked ?? "name";
  };
  return {
    step,
    plan,
    app: () => one("app"),
    parameters,
    name,
    interval: (): Interval => (one("interval") === "year" ? "year" : "month"),
    extras,
    chooseExtra: (slug: string, count: number) =>
      replace({ [extraMark + slug]: count > 0 ? `${count}` : undefined, step: step() }),
    domains,
    chooseDomains: (names: readonly string[]) => replace({ domain: names.join(",") || undefined, step: step() }),
    choosePlan: (plan: string) => replace({ plan, step: step() }),
    chooseInterval: (interval: Interval) => replace({ interval, step: step() }),
    /** What was typed for another app means nothing to this one. */
    chooseApp(app: string) {
      const none = Object.fromEntries(Object.keys(parameters()).map((key) => [marked + key, undefined]));
      setParameters({});
      replace({ ...none, app, step: "app" });
    },
    setParameter(key: string, value: string) {
      setParameters((all) => ({ ...all, [key]: value }));
      keep();
    },
    code,
    setCode(change: Partial<Code>) {
      setCode((before) => ({ ...before, ...change }));
      keep();
    },
    setName(value: string) {
      setName(value);
      keep();
    },
    /** A step of its own in the history. */
    go(next: OrderStep) {
      clearTimeout(timer);
      setSearch({ ...typed(), ...typedCode(), step: next });
    },
    /** Where all this is, for whoever leaves it to sign in. */
    address(): string {
      const all = new URLSearchParams();
      for (const key of ["plan", "app", "interval", "domain", "step"]) {
        const value = one(key);
        if (value !== undefined) all.set(key, value);
      }
      for (const [slug, count] of Object.entries(extras())) all.set(extraMark + slug, `${count}`);
      for (const [key, value] of Object.entries({ ...typed(), ...typedCode() })) if (value) all.set(key, value);
      return `/order?${all}`;
    },
  };
}
export type Draft = ReturnType<typeof createDraft>;
