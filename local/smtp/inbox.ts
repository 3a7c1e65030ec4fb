import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import path from "node:path";
import type { ParsedMail } from "mailparser";
import type { Html } from "./html.ts";
import { listPage, messagePage, problemPage, type View } from "./inbox-pages.ts";
import type { MessageStore, Selection } from "./message-store.ts";

const PAGE_SIZE = 50;
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'";
/** A message may show itself and open links in a new tab; it runs nothing, loads nothing and knows no origin. */
const MESSAGE_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

interface Answer {
  status?: number;
  type: string;
  body: string | Buffer;
  headers?: Record<string, string>;
}

/** The captured mail as pages for people, and as JSON at /messages for tests. */
export function inboxServer(store: MessageStore): Server {
  return createServer(async (request, response) => {
    try {
      send(response, await route(request, store));
    } catch (error) {
      send(response, problem(500, "Something went wrong", error instanceof Error ? error.message : String(error)));
    }
  });
}

async function route(request: IncomingMessage, store: MessageStore): Promise<Answer> {
  const { host = "", origin } = request.headers;
  const url = new URL(request.url ?? "/", "http://localhost");
  // Mail holds sign-in links: no other site may read it through a name that it points at this machine.
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host)) return problem(403, "Not here", "Open this page as localhost.");
  const from = origin === undefined ? undefined : URL.parse(origin)?.host;
  if (request.method !== "GET" && origin !== undefined && from !== host) {
    return problem(403, "Not from there", "Another site may not change this inbox.");
  }

  const [, area, id, part, index] = url.pathname.split("/");
  switch (`${request.method} /${area}`) {
    case "GET /":
      return list(store, url);
    case "GET /inbox.css":
      return { type: "text/css", body: await asset("inbox.css") };
    case "GET /inbox.js":
      return { type: "text/javascript", body: await asset("inbox.js") };
    case "GET /messages":
      return { type: "application/json", body: JSON.stringify(store.list(selection(url))) };
    case "DELETE /messages":
      store.clear();
      return { status: 204, type: "text/plain", body: "" };
    case "POST /clear":
      store.clear();
      return { status: 303, type: "text/plain", body: "", headers: { location: "/" } };
    case "GET /message":
      return message(store, Number(id), part, Number(index), url.searchParams.get("view"));
    default:
      return problem(404, "No such page", "There is nothing at this address.");
  }
}

function list(store: MessageStore, url: URL): Answer {
  const { to, before } = selection(url);
  const messages = store.list({ to, before, limit: PAGE_SIZE + 1 });
  const shown = messages.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  const older =
    messages.length > PAGE_SIZE && last
      ? `?${new URLSearchParams({ ...(to && { to }), before: String(last.id) })}`
      : undefined;
  return page(listPage({ messages: shown, to, older, live: before === undefined }));
}

async function message(
  store: MessageStore,
  id: number,
  part: string | undefined,
  index: number,
  view: string | null,
): Promise<Answer> {
  const kept = store.get(id);
  const source = store.source(id);
  if (!kept || !source) return problem(404, "No such message", "It may have made room for newer mail.");
  if (part === "raw") return { type: "text/plain; charset=utf-8", body: source };
  // Inline pictures are part of the page already, as data: addresses.
  if (part === "body") {
    const body = `<!doctype html><base target="_blank">${kept.html ?? ""}`;
    return { type: "text/html; charset=utf-8", body, headers: { "content-security-policy": MESSAGE_POLICY } };
  }
  const attachments = (await parse(source)).attachments.filter(({ related }) => !related);
  if (part === "attachment") {
    const attachment = attachments[index];
    if (!attachment) return problem(404, "No such attachment", "The message has none at this place.");
    const name = encodeURIComponent(attachment.filename ?? "attachment");
    const headers = { "content-disposition": `attachment; filename*=UTF-8''${name}` };
    return { type: "application/octet-stream", body: attachment.content, headers };
  }
  if (part !== undefined) return problem(404, "No such page", "There is nothing at this address.");
  const listed = attachments.map(({ filename, contentType, size }) => ({
    name: filename ?? "attachment",
    type: contentType,
    bytes: size,
  }));
  const chosen: View = view === "text" || view === "source" ? view : kept.html === null ? "text" : "html";
  return page(messagePage(kept, chosen, chosen === "source" ? source.toString() : "", listed));
}

async function parse(source: Buffer): Promise<ParsedMail> {
  const { simpleParser } = await import("mailparser");
  return simpleParser(source);
}

function selection(url: URL): Selection {
  const number = (name: string) => {
    const value = url.searchParams.get(name);
    return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
  };
  return { to: url.searchParams.get("to")?.trim() || undefined, before: number("before"), limit: number("limit") };
}

const asset = (name: string) => readFile(path.join(import.meta.dirname, name));

const page = (content: Html, status = 200): Answer => ({
  status,
  type: "text/html; charset=utf-8",
  body: content.text,
});

const problem = (status: number, title: string, sentence: string) => page(problemPage(title, sentence), status);

function send(response: ServerResponse, { status = 200, type, body, headers }: Answer): void {
  response.writeHead(status, {
    "content-type": type,
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    ...headers,
  });
  response.end(body);
}
