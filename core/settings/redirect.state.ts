export const redirectCodes = [301, 302, 307, 308] as const;

export interface Redirect {
  /** A path, as it reads when it is decoded: `/old`. */
  from: string;
  /** An address, or a path of the same website. */
  to: string;
  code: (typeof redirectCodes)[number];
  /** What follows the path, and the query, are kept: `/old/a?b` leads to `<to>/a?b`. */
  keepPath: boolean;
}

export const redirectsMax = 100;

/** Decoded, without what browsers would take out anyway. Undefined: it is no path. */
export function pathOf(written: string): string | undefined {
  const [path = ""] = written.trim().split(/[?#]/);
  if (!path.startsWith("/") || path.length > 255) return undefined;
  try {
    const { pathname } = new URL(`http://host${path}`);
    return decodeURIComponent(pathname).normalize("NFC");
  } catch {
    return undefined;
  }
}

/** As it goes into a header: percent-encoded, with nothing in it that means something to who hands it on. */
export function targetOf(written: string): string | undefined {
  const text = written.trim();
  if (text === "" || text.length > 1500 || text.startsWith("//") || text.includes("\\")) return undefined;
  const relative = text.startsWith("/");
  if (!relative && !/^https?:\/\//i.test(text)) return undefined;
  try {
    const url = new URL(text, "http://host");
    if (url.username !== "" || url.password !== "" || url.hostname.startsWith("[")) return undefined;
    const { origin, pathname, search, hash } = url;
    const rest = `${pathname}${search}${hash}`.replaceAll(
      /[^A-Za-z0-9._~!&()*+,;=:@%/?#'-]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
    );
    if (relative) return rest.startsWith("//") ? undefined : rest;
    return rest === "/" ? origin : `${origin}${rest}`;
  } catch {
    return undefined;
  }
}

/** Why a rule cannot be, by its field. */
export function redirectProblem(rule: Redirect): { field: "from" | "to"; message: string } | undefined {
  const from = pathOf(rule.from);
  if (from === undefined) return { field: "from", message: "Enter a path such as /old." };
  if (from === "/") return { field: "from", message: "The first page shows whether a release works, so it stays." };
  if (from === "/.well-known" || from.startsWith("/.well-known/") || from.startsWith("/.rookery/"))
    return { field: "from", message: "This path is needed for certificates and by us." };
  if (!/^\/[\p{L}\p{M}\p{N}._~@:+,!/-]*$/u.test(from))
    return { field: "from", message: "Only letters, digits and . _ ~ @ : + , ! / - can be in the path." };
  if (rule.keepPath && from.endsWith("/"))
    return { field: "from", message: "Leave the slash at the end out: what follows is kept." };
  const to = targetOf(rule.to);
  if (to === undefined)
    return { field: "to", message: "Enter an address such as https://example.com/new, or a path such as /new." };
  if (rule.keepPath && (/[?#]/.test(to) || to.endsWith("/")))
    return { field: "to", message: "What follows is added to it: leave ?, # and the slash at the end out." };
  if (to === from || (rule.keepPath && to.startsWith(`${from}/`)))
    return { field: "to", message: "This leads to itself." };
  return undefined;
}
