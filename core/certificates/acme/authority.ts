import type { KeyObject } from "node:crypto";
import { z } from "zod";
import { DomainError } from "../../kernel/errors.ts";
import type { Secret } from "../../kernel/secret.ts";
import type { AcmeAccount, AcmeOrder, CertificateAuthority } from "../ports.ts";
import { AcmeError, problemOf } from "./acme-error.ts";
import type { HttpAnswer, HttpsCall } from "./https-call.ts";
import { accountBinding, base64url, publicJwk, signedBody } from "./json-signature.ts";

const Directory = z.object({
  newNonce: z.url(),
  newAccount: z.url(),
  newOrder: z.url(),
  renewalInfo: z.url().optional(),
  meta: z
    .object({
      profiles: z.record(z.string(), z.string()).optional(),
      caaIdentities: z.array(z.string().max(253)).max(20).optional(),
    })
    .optional(),
});
const Problem = z
  .unknown()
  .transform((value) => (value === undefined ? undefined : problemOf(value)))
  .optional();
const Order = z.object({
  status: z.enum(["pending", "ready", "processing", "valid", "invalid"]),
  authorizations: z.array(z.url()),
  finalize: z.url(),
  certificate: z.url().optional(),
  error: Problem,
});
const Challenge = z.object({
  type: z.string(),
  url: z.url(),
  status: z.enum(["pending", "processing", "valid", "invalid"]),
  token: z.string().regex(/^[\w-]{16,200}$/),
  error: Problem,
});
const Authorization = z.object({
  identifier: z.object({ value: z.string() }),
  wildcard: z.boolean().optional(),
  status: z.enum(["pending", "valid", "invalid", "deactivated", "expired", "revoked"]),
  // Kinds that are new to us may have no token.
  challenges: z.array(z.unknown()),
});
const Window = z.object({ suggestedWindow: z.object({ start: z.iso.datetime(), end: z.iso.datetime() }) });

/** An authority refuses a nonce now and then, and hands out the next one with that: pebble does so on purpose. */
const noncesMax = 12;
/** As many as calls are made at once. */
const noncesKept = 3;
const hour = 3_600;
const askAgain = { usual: 6 * hour, least: 60, most: 24 * hour };

export interface AuthorityOptions {
  directory: string;
  /** One of those that the directory names; without it the authority's own choice. */
  profile?: string | undefined;
  /** Where an authority wants to know whose customer an account is: the id and the key that it gave out for that. */
  binding?: { id: string; key: Secret<string> } | undefined;
  call: HttpsCall;
}

/** Speaks ACME with one authority. It keeps nothing but nonces and the directory: who asks keeps the addresses. */
export function acmeAuthority({ directory: address, profile, binding, call }: AuthorityOptions): CertificateAuthority {
  let known: Promise<z.output<typeof Directory>> | undefined;
  const nonces: string[] = [];

  const reach: HttpsCall = async (url, options) => {
    let answer: HttpAnswer;
    try {
      answer = await call(url, options);
    } catch (cause) {
      throw unavailable(cause);
    }
    const nonce = answer.headers["replay-nonce"];
    if (nonce !== undefined) nonces.push(nonce);
    if (nonces.length > noncesKept) nonces.shift();
    if (answer.status < 400) return answer;
    const refusal = new AcmeError(answer.status, problemOf(jsonOf(answer)), secondsOf(answer));
    if (refusal.status >= 500) throw unavailable(refusal);
    throw refusal;
  };

  async function directory() {
    known ??= reach(address, { method: "GET" }).then((answer) => Directory.parse(jsonOf(answer)));
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw error;
    }
  }

  async function takeNonce(): Promise<string> {
    if (nonces.length === 0) await reach((await directory()).newNonce, { method: "HEAD" });
    // The newest: they go stale.
    const taken = nonces.pop();
    if (taken === undefined) throw unavailable(new Error("no nonce"));
    return taken;
  }

  async function post(key: KeyObject, who: Record<string, unknown>, url: string, payload?: unknown) {
    for (let tries = 1; ; tries++) {
      const body = signedBody(key, { ...who, nonce: await takeNonce(), url }, payload);
      try {
        return await reach(url, { method: "POST", body, headers: { "content-type": "application/jose+json" } });
      } catch (error) {
        if (!(error instanceof AcmeError) || error.type !== "badNonce" || tries >= noncesMax) throw error;
      }
    }
  }

  const as = ({ key, url: kid }: AcmeAccount, url: string, payload?: unknown) => post(key, { kid }, url, payload);

  const orderOf = (answer: HttpAnswer, url: string): AcmeOrder => ({ url, ...Order.parse(jsonOf(answer)) });

  return {
    directory: address,

    caaIdentities: async () =>
      ((await directory()).meta?.caaIdentities ?? []).map((identity) => identity.toLowerCase()),

    async register(key) {
      const { newAccount } = await directory();
      const bound = binding && {
        externalAccountBinding: accountBinding(key, {
          ...{ id: binding.id, secret: Buffer.from(binding.key.reveal(), "base64url") },
          url: newAccount,
        }),
      };
      const answer = await post(key, { jwk: publicJwk(key) }, newAccount, { termsOfServiceAgreed: true, ...bound });
      return locationOf(answer);
    },

    async order(account, names, replaces) {
      const { newOrder, renewalInfo, meta } = await directory();
      const identifiers = names.map((value) => ({ type: "dns", value }));
      const chosen = profile !== undefined && meta?.profiles?.[profile] !== undefined && { profile };
      const successor = replaces !== undefined && renewalInfo !== undefined && { replaces };
      const answer = await as(account, newOrder, { identifiers, ...chosen, ...successor });
      return orderOf(answer, locationOf(answer));
    },

    readOrder: async (account, url) => orderOf(await as(account, url), url),

    async readAuthorization(account, url) {
      const { identifier, wildcard = false, status, challenges } = Authorization.parse(jsonOf(await as(account, url)));
      const usable = challenges.flatMap((each) => Challenge.safeParse(each).data ?? []);
      return { name: identifier.value, wildcard, status, challenges: usable };
    },

    async answerChallenge(account, url) {
      await as(account, url, {});
    },

    finalize: async (account, { finalize, url }, request) =>
      orderOf(await as(account, finalize, { csr: base64url(request) }), url),

    download: async (account, url) => (await as(account, url)).body,

    async renewalInfo(renewalId) {
      const { renewalInfo } = await directory();
      if (renewalInfo === undefined) return undefined;
      const answer = await reach(`${renewalInfo.replace(/\/$/, "")}/${renewalId}`, { method: "GET" });
      const { suggestedWindow } = Window.parse(jsonOf(answer));
      const [start, end] = [new Date(suggestedWindow.start), new Date(suggestedWindow.end)];
      // A window that ends before it begins says nothing.
      if (end <= start) return undefined;
      const wanted = secondsOf(answer) ?? askAgain.usual;
      return { start, end, askAgainSeconds: Math.min(Math.max(wanted, askAgain.least), askAgain.most) };
    },
  };
}

const unavailable = (cause: unknown) => {
  const message = "The certificate authority does not answer. It is asked again by itself.";
  return new DomainError("unavailable", "certificate.authority_unavailable", message, { cause });
};

function jsonOf({ body }: HttpAnswer): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function locationOf({ headers }: HttpAnswer): string {
  if (headers.location === undefined) throw unavailable(new Error("no address"));
  return headers.location;
}

/** `Retry-After` as a number of seconds; authorities send no dates there. */
function secondsOf({ headers }: HttpAnswer): number | undefined {
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  return Number.isInteger(seconds) && seconds >= 0 ? seconds : undefined;
}
