import { useSearchParams } from "@solidjs/router";
import type { AuditFilter } from "#web/data/audit.ts";
import { askedFor, type Chosen, type FilterKey, filterKeys } from "./asked-for.ts";

/** What a log is narrowed to, kept in the address so that it can be sent to a colleague. */
export function createAuditFilter() {
  const [search, setSearch] = useSearchParams<Chosen>();
  return {
    chosen: (key: FilterKey): string => search[key] ?? "",
    asked: (): AuditFilter => askedFor(search),
    isSet: () => filterKeys.some((key) => Boolean(search[key])),
    choose: (key: FilterKey, value: string) => setSearch({ [key]: value || undefined }, { replace: true }),
    clear: () => setSearch(Object.fromEntries(filterKeys.map((key) => [key, undefined])), { replace: true }),
  };
}
export type AuditFilterState = ReturnType<typeof createAuditFilter>;
