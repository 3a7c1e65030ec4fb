import { Secret } from "#core/kernel/secret.ts";

/** Longer than any key. What is sent in its place may be longer still. */
const tokenMax = 200;

/**
 * The API key of a request; empty where the header holds something else, which is refused as a key that is none. Nobody
 * who sends this header is taken for anybody by a cookie.
 */
export function bearerOf(headers: Headers): Secret<string> | undefined {
  const header = headers.get("authorization");
  if (header === null) return undefined;
  const [, token = ""] = /^bearer +(\S+)$/i.exec(header.trim()) ?? [];
  return new Secret(token.slice(0, tokenMax));
}
