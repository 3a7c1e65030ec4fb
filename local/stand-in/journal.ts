import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";

export type Row = { id: string };
type Change = [table: string, id: string, row: Row | null];

export interface Table<T extends Row> {
  get(id: string): T | undefined;
  put<R extends T>(row: R): R;
  remove(id: string): void;
  oldestFirst(): T[];
  newestFirst(): T[];
}

export type DataOf<Tables extends Record<keyof Tables, Row>> = {
  readonly [Name in keyof Tables]: Table<Tables[Name]>;
};

export interface Journal<Tables extends Record<keyof Tables, Row>> {
  readonly data: DataOf<Tables>;
  /** All or nothing, in memory and on disk. */
  transact<T>(run: () => T): T;
  close(): void;
}

const SMALLEST_TO_COMPACT = 16 * 1024 * 1024;

/**
 * The state of a stand-in. `format` names what the rows are, and changes with them. One line is one transaction, written
 * with a single append: a process killed at any point leaves whole transactions and at most one torn line, which the next
 * start drops.
 */
export function openJournal<Tables extends Record<keyof Tables, Row>>(
  dir: string,
  format: string,
  tableNames: readonly (keyof Tables & string)[],
): Journal<Tables> {
  const header = JSON.stringify({ format });
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, "journal.jsonl");
  const rows = new Map<string, Map<string, Row>>(tableNames.map((name) => [name, new Map()]));
  let open: { changes: Change[]; undo: (() => void)[]; snapshots: Set<string> } | undefined;

  const apply = ([table, id, row]: Change) => {
    const kept = rows.get(table);
    if (row === null) kept?.delete(id);
    else kept?.set(id, row);
  };
  for (const change of readJournal(path, header)) apply(change);
  let { file, bytes } = rewrite(path, header, rows);
  let compactAt = Math.max(SMALLEST_TO_COMPACT, 2 * bytes);

  const write = (name: string, id: string, row: Row | null) => {
    if (!open) throw new Error(`${name} ${id} was written outside a transaction`);
    const kept = rows.get(name) ?? new Map<string, Row>();
    const before = kept.get(id);
    if (row === null && !open.snapshots.has(name)) {
      // What is removed has to come back to its own place in the order.
      open.snapshots.add(name);
      const order = [...kept];
      open.undo.push(() => restore(kept, order));
    } else if (row !== null) open.undo.push(() => (before ? kept.set(id, before) : kept.delete(id)));
    open.changes.push([name, id, row]);
    apply([name, id, row]);
  };

  const table = (name: string): Table<Row> => {
    const kept = rows.get(name) ?? new Map<string, Row>();
    return {
      get: (id) => kept.get(id),
      put: (row) => {
        write(name, row.id, row);
        return row;
      },
      remove: (id) => write(name, id, null),
      oldestFirst: () => [...kept.values()],
      newestFirst: () => [...kept.values()].reverse(),
    };
  };

  const commit = (changes: Change[]) => {
    if (changes.length === 0) return;
    try {
      bytes += writeSync(file, `${JSON.stringify(changes)}\n`);
    } catch (error) {
      ftruncateSync(file, bytes);
      throw error;
    }
    if (bytes < compactAt) return;
    closeSync(file);
    ({ file, bytes } = rewrite(path, header, rows));
    compactAt = Math.max(SMALLEST_TO_COMPACT, 2 * bytes);
  };

  return {
    data: Object.fromEntries(tableNames.map((name) => [name, table(name)])) as unknown as DataOf<Tables>,
    transact(run) {
      if (open) throw new Error("transactions do not nest");
      const current = { changes: [] as Change[], undo: [] as (() => void)[], snapshots: new Set<string>() };
      open = current;
      try {
        const value = run();
        commit(current.changes);
        return value;
      } catch (error) {
        for (const step of current.undo.reverse()) step();
        throw error;
      } finally {
        open = undefined;
      }
    },
    close: () => closeSync(file),
  };
}

function restore(kept: Map<string, Row>, order: [string, Row][]) {
  kept.clear();
  for (const [id, row] of order) kept.set(id, row);
}

function readJournal(path: string, header: string): Change[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  const torn = lines.pop() !== "";
  if (lines.length === 0) return [];
  if (lines[0] !== header) throw new Error(`${path} was written by another version; remove it to start afresh`);
  return lines.slice(1).flatMap((line, index): Change[] => {
    try {
      return JSON.parse(line);
    } catch (cause) {
      throw new Error(`${path} is damaged at line ${index + 2}${torn ? "" : " of a complete file"}`, { cause });
    }
  });
}

/** The journal shrinks to the present state; the old file stays until the new one is whole. */
function rewrite(path: string, header: string, rows: Map<string, Map<string, Row>>): { file: number; bytes: number } {
  const draft = `${path}.new`;
  const file = openSync(draft, "w", 0o600);
  let bytes = writeSync(file, `${header}\n`);
  for (const [name, kept] of rows) {
    if (kept.size === 0) continue;
    const changes = [...kept].map(([id, row]): Change => [name, id, row]);
    bytes += writeSync(file, `${JSON.stringify(changes)}\n`);
  }
  fsyncSync(file);
  renameSync(draft, path);
  return { file, bytes };
}
