import { X509Certificate } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import { type HttpAnswer, httpsCall } from "#core/certificates/acme/https-call.ts";
import { closeServer, listenOnLoopback, readBody } from "../platform/loopback-server.ts";
import type { ServerCertificate } from "../s3/certificate.ts";

export interface RenewalWindowOptions {
  server: ServerCertificate;
  /** Where the authority itself answers, and where it tells of its certificates. */
  authority: string;
  management: string;
}

/** How CAA records name it. */
export const caaIdentity = "pebble.example";
const requestMax = 65_536;
const below = "/renewal-info/";
const hourMs = 3_600_000;

/**
 * Stands before an authority that says nothing of renewals (RFC 9773), as Debian's pebble, and adds that: a certificate
 * that it has revoked is to be renewed at once, every other one in the last third of its time. Whatever else is asked
 * goes on as it came, its host included, of which the authority makes all its addresses.
 */
export async function startRenewalWindow({ server, authority, management }: RenewalWindowOptions) {
  const call = httpsCall({ authority: server.authority });
  const replaced: string[] = [];

  async function windowOf(renewalId: string): Promise<object | undefined> {
    const serial = Buffer.from(renewalId.split(".")[1] ?? "", "base64url")
      .toString("hex")
      .replace(/^(00)+/, "");
    const known = await call(`${management}/cert-status-by-serial/${serial}`, { method: "GET" });
    if (known.status !== 200) return undefined;
    const { Status: status, Certificate: pem } = JSON.parse(known.body) as { Status: string; Certificate: string };
    const now = Date.now();
    const [start, end] = status === "Revoked" ? [now - 2 * hourMs, now - hourMs] : lastThird(pem);
    return { suggestedWindow: { start: new Date(start).toISOString(), end: new Date(end).toISOString() } };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/", headers } = request;
    if (method === "GET" && url.startsWith(below)) {
      const found = await windowOf(url.slice(below.length));
      response.writeHead(found ? 200 : 404, { "content-type": "application/json", "retry-after": "21600" });
      response.end(JSON.stringify(found ?? { type: "urn:ietf:params:acme:error:malformed", detail: "No such one." }));
      return;
    }
    const body = (await readBody(request, requestMax)).toString();
    note(body);
    const passed = await call(`${authority}${url}`, {
      ...{ method: method as "GET" | "HEAD" | "POST", body },
      headers: {
        host: headers.host ?? "",
        ...(headers["content-type"] && { "content-type": headers["content-type"] }),
      },
    });
    const { status, headers: given } = passed;
    for (const [name, value] of Object.entries(given))
      if (value !== undefined && name !== "content-length" && name !== "transfer-encoding")
        response.setHeader(name, value);
    response.writeHead(status);
    response.end(url === "/dir" ? directoryOf(passed, headers.host ?? "") : passed.body);
  }

  /** Pebble reads past what it does not know; what an order says of its predecessor is kept here. */
  function note(body: string): void {
    if (!body.startsWith("{")) return;
    const { payload = "" } = JSON.parse(body) as { payload?: string };
    const order = payload === "" ? {} : (JSON.parse(Buffer.from(payload, "base64url").toString()) as object);
    if ("replaces" in order && typeof order.replaces === "string") replaced.push(order.replaces);
  }

  const front = createServer({ key: server.key, cert: server.certificate }, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const port = await listenOnLoopback(front);
  return { port, replaced, stop: () => closeServer(front) };
}

function lastThird(pem: string): [number, number] {
  const { validFromDate, validToDate } = new X509Certificate(pem);
  const [from, until] = [validFromDate.getTime(), validToDate.getTime()];
  return [from + (until - from) * 0.66, from + (until - from) * 0.68];
}

function directoryOf({ body }: HttpAnswer, host: string): string {
  const known = JSON.parse(body) as { meta?: object };
  const meta = { ...known.meta, caaIdentities: [caaIdentity] };
  return JSON.stringify({ ...known, meta, renewalInfo: `https://${host}${below.replace(/\/$/, "")}` });
}
