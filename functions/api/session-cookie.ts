import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { Secret } from "#core/kernel/secret.ts";

/**
 * The session's cookie. `__Host-` binds it to this host and to https; a browser refuses that prefix on plain http, which
 * only a platform on loopback uses.
 */
export function sessionCookie(publicUrl: string) {
  const secure = new URL(publicUrl).protocol === "https:";
  const name = secure ? "__Host-rookery" : "rookery";
  const attributes = { path: "/", httpOnly: true, secure, sameSite: "Strict" } as const;
  return {
    read(c: Context): Secret<string> | undefined {
      const token = getCookie(c, name);
      return token === undefined || token.length > 100 ? undefined : new Secret(token);
    },
    set: (c: Context, token: Secret<string>, expires: Date) =>
      setCookie(c, name, token.reveal(), { ...attributes, expires }),
    clear: (c: Context) => deleteCookie(c, name, attributes),
  };
}
export type SessionCookie = ReturnType<typeof sessionCookie>;
