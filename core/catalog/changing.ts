import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { may } from "../kernel/permissions.state.ts";
import { takeTurn } from "../kernel/turn.ts";
import type { CatalogAction, SaleState } from "./catalog.state.ts";
import { can } from "./catalog.state.ts";

/** Staff, and the platform itself when it is set up. */
export const managing = { ...may("catalog:manage"), system: true } as const;

/** Changes are rare, and their order and numbers depend on each other: one at a time. */
export const takeCatalogTurn = (tx: Tx): Promise<void> => takeTurn(tx, "catalog.change");

export const changed = () =>
  new DomainError(
    "conflict",
    "catalog.changed",
    "Somebody else has changed this meanwhile. Look at what it is now, and save yours again if it still fits.",
  );

/** Whoever changes something has to have seen what it is now. */
export function demandSeen(row: { revision: number }, revision: number): void {
  if (row.revision !== revision) throw changed();
}

export function demand(action: CatalogAction, row: { state: SaleState }): void {
  if (can(action, row)) return;
  const words = { draft: "a draft", on_sale: "on sale", retired: "retired" };
  throw new DomainError("conflict", "catalog.wrong_state", `This is not possible while it is ${words[row.state]}.`);
}

export const slugTaken = (slug: string) =>
  new DomainError("conflict", "catalog.slug_taken", "This short name is in use.", {
    fields: [{ path: "slug", message: `“${slug}” is in use. Choose another one.` }],
  });

/** Both lists hold the same ids, and `seen` is how they stand. */
export function demandSameIds(present: readonly string[], seen: readonly string[], wanted: readonly string[]): void {
  const asSeen = present.length === seen.length && present.every((id, at) => seen[at] === id);
  if (!asSeen) throw changed();
  if (wanted.length !== present.length || !present.every((id) => wanted.includes(id))) {
    throw new DomainError("invalid", "catalog.not_an_order", "Name each of them once.");
  }
}
