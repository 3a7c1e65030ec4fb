import { useSearchParams } from "@solidjs/router";
import { createSignal, onCleanup } from "solid-js";
import { domainStates } from "#core/domains/domain.state.ts";
import { getDomains } from "#web/data/domains.ts";
import { createOlder } from "#web/lib/older.ts";
import { createView } from "#web/lib/view.ts";
import { createStateFilter } from "../state-filter.tsx";

/** Typing is not a search: it begins when somebody rests. */
const settleMs = 250;

/** Domains by name and state, both kept in the address. */
export function createDomainList() {
  const [search, setSearch] = useSearchParams<{ search?: string }>();
  const [typed, setTyped] = createSignal(search.search ?? "");
  const filter = createStateFilter(domainStates);
  const narrowed = () => ({ ...filter.narrowed(), ...(search.search && { search: search.search }) });
  const view = createView(getDomains, () => [narrowed()]);
  const older = createOlder(view.value, (cursor) => getDomains({ ...narrowed(), cursor }));
  let settling: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(settling));
  return {
    view,
    older,
    items: older.items,
    filter,
    typed,
    type(value: string) {
      setTyped(value);
      clearTimeout(settling);
      settling = setTimeout(() => setSearch({ search: value.trim() || undefined }, { replace: true }), settleMs);
    },
    isNarrowed: () => Object.keys(narrowed()).length > 0,
  };
}
export type DomainList = ReturnType<typeof createDomainList>;
