import type { AskedType, AuthoritativeDns } from "../../dns/ports.ts";

/** Where a name leads, as all servers that answer for it say together. */
export type Leads =
  /** Nobody can say: no zone, or no server that answers. */
  | { state: "unknown" }
  | { state: "loop" }
  | {
      state: "known";
      addresses: string[];
      /** Servers that answer and have none, beside others that have some. */
      lacking: string[];
    };

/** Resolvers follow no more. */
const aliasesMax = 10;

/** Asks every server for the addresses of a name, through the names that it stands for. */
export async function leadsOf(dns: AuthoritativeDns, name: string): Promise<Leads> {
  const seen = new Set<string>();
  for (let at = name; ; ) {
    if (seen.has(at) || seen.size >= aliasesMax) return { state: "loop" };
    seen.add(at);
    const asked = async (type: AskedType) => new Map((await dns.ask(at, type)).map((one) => [one.server, one.values]));
    const [four, six, aliases] = await Promise.all([asked("A"), asked("AAAA"), asked("CNAME")]);
    const found = [...four].map(([server, values]) => {
      const more = six.get(server) ?? null;
      return { server, values: values === null && more === null ? null : [...(values ?? []), ...(more ?? [])] };
    });
    const addresses = [...new Set(found.flatMap(({ values }) => values ?? []))];
    if (addresses.length > 0) {
      const lacking = found.filter(({ values, server }) => values?.length === 0 && isEmpty(aliases.get(server)));
      return { state: "known", addresses, lacking: lacking.map(({ server }) => server) };
    }
    const [alias] = [...aliases.values()].flatMap((values) => values ?? []);
    if (alias === undefined) {
      // A server that gives one answer and not the other has not said that there is nothing.
      const answered = [...four.keys()].some((server) => isEmpty(four.get(server)) && isEmpty(six.get(server)));
      return answered ? { state: "known", addresses: [], lacking: [] } : { state: "unknown" };
    }
    at = alias;
  }
}

const isEmpty = (values: readonly string[] | null | undefined): boolean => values?.length === 0;
