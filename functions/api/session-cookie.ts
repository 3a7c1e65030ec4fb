import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { NewSession, PendingSignIn, RenewedSession } from "#core/identity/index.ts";
import { Secret } from "#core/kernel/secret.ts";

type Pending = PendingSignIn<unknown>["pending"];

/** Browsers keep no cookie for longer than 400 days. */
const deviceDays = 400;

/**
 * The cookies of a session and of the browser that it is in, by which the browser is known again when somebody signs in.
 * `__Host-` binds them to this host and to https; a browser refuses that prefix on plain http, which
 * only a platform on loopback uses.
 */
export function sessionCookie(publicUrl: string) {
  const secure = new URL(publicUrl).protocol === "https:";
  const name = secure ? "__Host-rookery" : "rookery";
  const deviceName = `${name}-device`;
  const pendingNames = { sign_in: `${name}-sign-in`, passkey: `${name}-passkey` };
  const providerName = `${secure ? "__Secure-" : ""}rookery-sso`;
  const attributes = { path: "/", httpOnly: true, secure, sameSite: "Strict" } as const;
  // Lax, as the browser comes back from another site; the session's own cookie stays Strict.
  const providerAttributes = { path: "/api/sso", httpOnly: true, secure, sameSite: "Lax" } as const;
  const setDevice = (c: Context, device: Secret<string>) =>
    setCookie(c, deviceName, device.reveal(), { ...attributes, maxAge: deviceDays * 86_400 });
  return {
    read(c: Context): Secret<string> | undefined {
      const token = getCookie(c, name);
      return token === undefined || token.length > 100 ? undefined : new Secret(token);
    },
    readDevice(c: Context): Secret<string> | undefined {
      const token = getCookie(c, deviceName);
      return token === undefined || token.length > 100 ? undefined : new Secret(token);
    },
    readPending(c: Context, purpose: Pending["purpose"]): Secret<string> | undefined {
      const token = getCookie(c, pendingNames[purpose]);
      return token === undefined || token.length > 100 ? undefined : new Secret(token);
    },
    set(c: Context, { token, device, session }: NewSession) {
      setCookie(c, name, token.reveal(), { ...attributes, expires: session.expiresAt });
      setDevice(c, device);
      for (const pending of Object.values(pendingNames)) {
        if (getCookie(c, pending) !== undefined) deleteCookie(c, pending, attributes);
      }
    },
    renew(c: Context, { token, expiresAt }: RenewedSession) {
      setCookie(c, name, token.reveal(), { ...attributes, expires: expiresAt });
    },
    /** Half a sign-in is no session, and is kept apart from it. */
    setPending(c: Context, { purpose, token, expiresAt }: Pending) {
      setCookie(c, pendingNames[purpose], token.reveal(), { ...attributes, expires: expiresAt });
    },
    setDevice,
    readProvider(c: Context): Secret<string> | undefined {
      const token = getCookie(c, providerName);
      return token === undefined || token.length > 100 ? undefined : new Secret(token);
    },
    /** Goes nowhere but to what a browser asks for on its way to an identity provider and back, and not for long. */
    setProvider(c: Context, token: Secret<string>, maxAge: number) {
      setCookie(c, providerName, token.reveal(), { ...providerAttributes, maxAge });
    },
    clearProvider: (c: Context) => deleteCookie(c, providerName, providerAttributes),
    clear: (c: Context) => deleteCookie(c, name, attributes),
  };
}
export type SessionCookie = ReturnType<typeof sessionCookie>;
