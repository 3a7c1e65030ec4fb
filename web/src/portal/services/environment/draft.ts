import type { EnvironmentChange, Variable } from "#web/data/environment.ts";

/** What is about to happen to a variable. Without a value, a readable one becomes a secret as it is. */
export type Edit = { kind: "set"; value?: string | undefined; secret: boolean } | { kind: "remove" };
/** By name; what is not among them stays as it is. */
export type Draft = Readonly<Record<string, Edit>>;

/** A variable as it is to be, with what becomes of it. */
export interface Line {
  name: string;
  value: string | null;
  secret: boolean;
  change: "added" | "changed" | "removed" | undefined;
}

export function linesOf(variables: readonly Variable[], draft: Draft): Line[] {
  const own = variables.filter(({ setBy }) => setBy === "customer");
  const known = new Set(own.map(({ name }) => name));
  const kept = own.map(({ name, value, secret }): Line => {
    const edit = draft[name];
    if (!edit) return { name, value, secret, change: undefined };
    if (edit.kind === "remove") return { name, value, secret, change: "removed" };
    return { name, value: edit.value ?? value, secret: edit.secret, change: "changed" };
  });
  const added = Object.entries(draft).flatMap(([name, edit]): Line[] =>
    known.has(name) || edit.kind === "remove"
      ? []
      : [{ name, value: edit.value ?? "", secret: edit.secret, change: "added" }],
  );
  return [...kept, ...added].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** One edit more; one that changes nothing takes the one before it back. */
export function edited(draft: Draft, variables: readonly Variable[], name: string, edit: Edit): Draft {
  const { [name]: _, ...rest } = draft;
  const before = variables.find((one) => one.setBy === "customer" && one.name === name);
  const changes =
    edit.kind === "remove"
      ? before !== undefined
      : before === undefined || edit.value !== undefined || edit.secret !== before.secret;
  const same = edit.kind === "set" && !edit.secret && before?.secret === false && edit.value === before.value;
  return changes && !same ? { ...rest, [name]: edit } : rest;
}

/** What is sent. */
export function changeOf(draft: Draft): Pick<EnvironmentChange, "set" | "remove"> {
  const entries = Object.entries(draft);
  return {
    set: entries.flatMap(([name, edit]) =>
      edit.kind === "remove"
        ? []
        : [{ name, secret: edit.secret, ...(edit.value !== undefined && { value: edit.value }) }],
    ),
    remove: entries.flatMap(([name, edit]) => (edit.kind === "remove" ? [name] : [])),
  };
}

/** Whether a name says of itself that its value is nobody's business. */
export const soundsSecret = (name: string): boolean =>
  /(?:^|_)(?:PASS|PASSWD|PASSWORD|SECRET|TOKEN|KEY|PRIVATE|CREDENTIALS?|DSN)(?:_|$)|APIKEY/.test(name);
