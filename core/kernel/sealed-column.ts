import { getTableName } from "drizzle-orm";
import { type AnyPgColumn, customType } from "drizzle-orm/pg-core";
import type { KeyScope } from "./data-key.ts";
import { keyIdOf } from "./envelope.ts";
import { Sealed, type SealedAddress } from "./sealed.ts";

/** A bytea column that takes and gives only what `seal` made. */
export const sealed = customType<{ data: Sealed; driverData: Uint8Array | string }>({
  dataType: () => "bytea",
  toDriver(value) {
    if (!(value instanceof Sealed)) throw new TypeError("a sealed column takes sealed values only");
    keyIdOf(value.toBytes());
    return Buffer.from(value.toBytes());
  },
  // Postgres sends bytea as \x… text where a driver does not convert it, and inside JSON.
  fromDriver: (stored) =>
    Sealed.fromBytes(typeof stored === "string" ? Buffer.from(stored.replace(/^\\x/, ""), "hex") : stored),
});

/** The address of one row's sealed column, named by the column itself so that it cannot be misspelt. */
export const sealedAt = (column: AnyPgColumn<{ data: Sealed }>, rowId: string, scope: KeyScope): SealedAddress => ({
  table: getTableName(column.table),
  column: column.name,
  rowId,
  scope,
});
