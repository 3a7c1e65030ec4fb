import type { RoutingEntry } from "#functions/api/routing-table.ts";
import { all, any, methodIs, pathMatches, type Statement } from "./statement.ts";

type Routed = Pick<RoutingEntry, "method" | "path" | "body">;

const regexMaxLength = 512;
/** What an id may look like. No "%", "." or ";": nothing that a server behind could read as another path. */
const parameter = "[A-Za-z0-9_-]{1,64}";

/**
 * Requests to routes where people type what they like. Method and path must be exactly the declared ones: whoever writes
 * them in another way has the body inspected.
 */
export function hasFreeBody(routes: readonly Routed[]): Statement {
  const free = routes.filter(({ body }) => body === "free");
  for (const one of routes) {
    const by = one.body !== "free" && free.find((other) => other.method === one.method && covers(other, one));
    if (by) throw new Error(`${one.method} ${one.path} is inspected, but ${by.path}, which is not, would match it`);
  }
  return any(
    ...[...Map.groupBy(free, ({ method }) => method)].map(([method, ofMethod]) =>
      all(methodIs(method), any(...exactPaths(ofMethod).map(pathMatches))),
    ),
  );
}

/** As few expressions as their greatest length allows. */
export function exactPaths(routes: readonly Pick<Routed, "path">[]): string[] {
  const groups: string[][] = [];
  for (const pattern of routes.map(({ path }) => patternOf(path))) {
    const last = groups.at(-1);
    if (last && anchored([...last, pattern]).length <= regexMaxLength) last.push(pattern);
    else groups.push([pattern]);
  }
  return groups.map(anchored);
}

const covers = (free: Routed, other: Routed) =>
  new RegExp(anchored([patternOf(free.path)])).test(other.path.replaceAll(/[{}]/g, ""));

const anchored = (patterns: readonly string[]) => `^(?:${patterns.join("|")})$`;

const patternOf = (path: string) =>
  path
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith("{") ? parameter : part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")))
    .join("");
