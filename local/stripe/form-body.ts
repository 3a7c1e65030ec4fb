import { invalid } from "./error.ts";

export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type Form = { [key: string]: FormValue };

const MAX_DEPTH = 8;

/** Decodes `a[b][0][c]=1`. Brackets hold a name, an index, or nothing (the next index). */
export function decodeForm(encoded: string): Form {
  const root = branch();
  for (const [key, value] of new URLSearchParams(encoded)) insert(root, pathOf(key), value, key);
  return listed(root) as Form;
}

const branch = (): Form => Object.create(null) as Form;

function pathOf(key: string): string[] {
  const [, head, tail] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(key) ?? [];
  if (head === undefined || tail === undefined) throw invalid(`Invalid parameter name: ${key}`, key);
  const path = [head, ...Array.from(tail.matchAll(/\[([^[\]]*)\]/g), ([, name]) => name ?? "")];
  if (path.length > MAX_DEPTH) throw invalid(`Invalid parameter name, nested too deeply: ${key}`, key);
  return path;
}

function insert(root: Form, path: string[], value: string, key: string) {
  let node = root;
  path.forEach((part, depth) => {
    const name = part === "" ? String(Object.keys(node).length) : part;
    if (depth === path.length - 1) {
      if (typeof node[name] === "object") throw invalid("Invalid object", key);
      node[name] = value;
      return;
    }
    const next = node[name] ?? branch();
    if (typeof next === "string" || Array.isArray(next)) throw invalid("Invalid object", key);
    node[name] = next;
    node = next;
  });
}

function listed(value: FormValue): FormValue {
  if (typeof value === "string" || Array.isArray(value)) return value;
  const keys = Object.keys(value);
  for (const key of keys) value[key] = listed(value[key] ?? "");
  if (keys.length === 0 || !keys.every((key) => /^\d{1,4}$/.test(key))) return value;
  return keys.sort((a, b) => Number(a) - Number(b)).map((key) => value[key] ?? "");
}
