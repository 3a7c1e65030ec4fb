import { readFileSync } from "node:fs";
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { BodyTooLarge, readBody } from "../platform/loopback-server.ts";
import type { Answer, ApiRequest, Reply } from "./api.ts";
import type { CheckoutPages } from "./pages/checkout.ts";
import type { Desk } from "./pages/desk.ts";

export interface ServerParts {
  api: (request: ApiRequest) => Promise<Reply>;
  control: (method: string, path: string, contentType: string | undefined, body: string) => Promise<Answer>;
  pages: CheckoutPages;
  desk: Desk;
  wake: () => void;
  log: (line: string) => void;
}

const LARGEST_BODY = 1024 * 1024;
const stylesheet = readFileSync(new URL("./pages/pages.css", import.meta.url), "utf8");

/** The API under /v1, the hosted pages under /c, the controls under /_local, the desk at /. */
export function answerRequests(parts: ServerParts): RequestListener {
  return (request, response) => {
    serve(parts, request, response).catch((error: unknown) => {
      if (error instanceof BodyTooLarge) return write(response, plain(413, error.message));
      parts.log(`stripe: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (response.headersSent) response.destroy();
      else write(response, plain(500, "The local payment stand-in failed; its log says why."));
    });
  };
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = "GET", url = "/", headers } = request;
  // A name that merely resolves to this machine is how a foreign page would reach a service on loopback.
  if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(headers.host ?? "")) {
    return write(response, plain(421, "This service answers on 127.0.0.1 only."));
  }
  const { pathname, search } = new URL(url, "http://localhost");
  const body = (await readBody(request, LARGEST_BODY)).toString("utf8");
  if (pathname.startsWith("/v1/")) {
    const header = (name: string) => [headers[name]].flat()[0];
    const reply = await parts.api({ method, path: pathname, query: search.slice(1), body, header });
    parts.wake();
    if (reply.answer) return write(response, reply.answer);
    if (!reply.hang) response.destroy();
    return;
  }
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
    return write(response, plain(403, "Only this service's own pages may do that."));
  }
  const answer = pathname.startsWith("/_local/")
    ? await parts.control(method, pathname, headers["content-type"]?.split(";")[0], body)
    : await pageAnswer(parts, method, pathname, body);
  parts.wake();
  write(response, answer);
}

async function pageAnswer(
  { pages, desk }: ServerParts,
  method: string,
  pathname: string,
  body: string,
): Promise<Answer> {
  const [, root, part, id = ""] = pathname.split("/");
  if (pathname === "/assets/pages.css") {
    return { status: 200, headers: { "content-type": "text/css; charset=utf-8" }, body: stylesheet };
  }
  if (!["GET", "POST"].includes(method)) return plain(404, "Not found.");
  const form = new URLSearchParams(body);
  if (pathname === "/") return method === "POST" ? desk.act(form) : desk.show();
  if (root !== "c") return plain(404, "Not found.");
  if (part === "pay") return method === "POST" ? pages.submit(id, form) : pages.show(id);
  if (part === "authenticate") return method === "POST" ? pages.answer(id, form) : pages.ask(id);
  return plain(404, "Not found.");
}

function write(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}

const plain = (status: number, text: string): Answer => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: `${text}\n`,
});
