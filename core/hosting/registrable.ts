/**
 * The name that somebody has registered, of one or of one below it, by the list of endings that everybody may register below
 * (publicsuffix.org, what registries do themselves); null: it is such an ending. The list is loaded with the first that asks.
 */
export async function registrableName(name: string): Promise<string | null> {
  const { getDomain } = await import("tldts-icann");
  return getDomain(name, { allowPrivateDomains: false, validateHostname: false });
}
