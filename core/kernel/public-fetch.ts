import { type LookupAddress, type LookupOptions, lookup } from "node:dns";
import { type IncomingMessage, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import { isIP } from "node:net";
import { isLoopback, isPublic } from "./public-address.ts";

export interface PublicFetchOptions {
  timeoutMs?: number;
  bytesMax?: number;
  /** Lets in plain http to this machine, and nothing else that is not public: where a platform runs on loopback. */
  loopback?: boolean;
  /** Of names. */
  resolve?: typeof lookup;
}

export type PublicFetch = (url: string, init?: RequestInit) => Promise<Response>;

/** What was asked for is not where we go. */
export class RefusedAddress extends Error {}

const addressIn = ({ hostname }: URL) => hostname.replace(/^\[|\]$/g, "");

/** Whether it is plain http to this machine. */
export const isHere = (url: URL): boolean =>
  url.protocol === "http:" && (url.hostname === "localhost" || isLoopback(addressIn(url)));

/**
 * For addresses that customers type. Speaks https to public addresses only: the very address that was looked up and
 * judged is the one that is called, so that a name cannot lead elsewhere in between. Follows no redirect, reads no more
 * than `bytesMax`, and takes no longer than `timeoutMs` in all.
 */
export function publicFetch(options: PublicFetchOptions = {}): PublicFetch {
  const { timeoutMs = 8_000, bytesMax = 256 * 1024, loopback = false, resolve = lookup } = options;
  const goesTo = (address: string) => isPublic(address) || (loopback && isLoopback(address));

  const judged = (
    hostname: string,
    wanted: LookupOptions,
    callback: (error: Error | null, address: string | LookupAddress[], family?: number) => void,
  ) =>
    resolve(hostname, { ...wanted, all: true }, (error, found) => {
      if (error) return callback(error, "");
      const [first] = found;
      // One that is not public is one too many: which of them would be called is not ours to say.
      if (first === undefined || !found.every(({ address }) => goesTo(address)))
        return callback(new RefusedAddress(`${hostname} is not at a public address`), "");
      return wanted.all ? callback(null, found) : callback(null, first.address, first.family);
    });

  return async (given, init = {}) => {
    const url = new URL(given);
    const literal = addressIn(url);
    const isAddress = isIP(literal) !== 0;
    if (url.protocol !== "https:" && !(loopback && isHere(url)))
      throw new RefusedAddress(`${url.protocol} is not how we call others`);
    if (url.username !== "" || url.password !== "") throw new RefusedAddress("a login in an address");
    if (isAddress && !goesTo(literal)) throw new RefusedAddress(`${literal} is not a public address`);

    const asked = new Request(url, init);
    const body = Buffer.from(await asked.arrayBuffer());
    const ending = AbortSignal.timeout(timeoutMs);
    return new Promise<Response>((answer, fail) => {
      const outgoing = (url.protocol === "https:" ? overHttps : overHttp)(
        url,
        {
          method: asked.method,
          headers: {
            ...Object.fromEntries(asked.headers),
            ...(body.length > 0 && { "content-length": body.length }),
            "accept-encoding": "identity",
          },
          signal: init.signal ? AbortSignal.any([ending, init.signal]) : ending,
          lookup: judged,
          agent: false,
        },
        (incoming) => void whole(incoming, bytesMax).then(answer, fail),
      );
      outgoing.on("error", fail);
      outgoing.end(body);
    });
  };
}

async function whole(incoming: IncomingMessage, bytesMax: number): Promise<Response> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > bytesMax) {
      incoming.destroy();
      throw new Error(`the answer is larger than ${bytesMax} bytes`);
    }
    parts.push(part);
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    for (const one of [value ?? []].flat()) headers.append(name, one);
  const status = incoming.statusCode ?? 500;
  const isBare = status === 204 || status === 205 || status === 304;
  return new Response(isBare ? null : Buffer.concat(parts), { status, headers });
}
