import { type Html, html } from "./html.ts";
import type { Message } from "./message-store.ts";

export type View = "html" | "text" | "source";

export interface Attachment {
  name: string;
  type: string;
  bytes: number;
}

export interface List {
  messages: readonly Message[];
  to?: string | undefined;
  /** Where the next page is, when there is one. */
  older?: string | undefined;
  /** Whether mail that arrives belongs on this page. */
  live: boolean;
}

export function listPage({ messages, to, older, live }: List): Html {
  const rows = messages.map(
    ({ id, subject, from, to: recipients, receivedAt, text }) => html`<li>
      <a href="/message/${id}">
        <span class="line"><strong class="clip">${subject || "No subject"}</strong>${time(receivedAt)}</span>
        <span class="line sub clip">To ${recipients.join(", ")} · from ${from || "nobody (a bounce)"}</span>
        <span class="line dim clip">${text.slice(0, 160)}</span>
      </a>
    </li>`,
  );
  const empty = html`<div class="empty">
    <h2>${to ? "No mail for this address" : "No mail yet"}</h2>
    <p>What the platform sends on this machine arrives here and goes no further.</p>
  </div>`;
  return page(
    "Inbox",
    html`<header class="head">
        <h1>Inbox</h1>
        ${messages.length > 0 && html`<form method="post" action="/clear"><button class="btn">Delete all</button></form>`}
      </header>
      <form class="find" role="search">
        <label for="to">Recipient</label>
        <input class="in" id="to" name="to" type="search" value="${to ?? ""}" placeholder="anna@example.org">
        <button class="btn">Find</button>
      </form>
      <section class="card" aria-label="Messages" data-newest="${messages[0]?.id ?? 0}">
        ${rows.length > 0 ? html`<ul class="rows">${rows}</ul>` : empty}
      </section>
      ${older !== undefined && html`<p><a class="btn" href="${older}">Show older</a></p>`}`,
    live,
  );
}

export function messagePage(message: Message, view: View, source: string, attachments: readonly Attachment[]): Html {
  const { id, subject, from, to, receivedAt, text } = message;
  const views = [
    ...(message.html === null ? [] : [["html", "Message"] as const]),
    ["text", "Plain text"] as const,
    ["source", "Source"] as const,
  ];
  const tabs = views.map(
    ([name, label]) => html`<a href="?view=${name}"${name === view && html` aria-current="page"`}>${label}</a>`,
  );
  const body =
    view === "html"
      ? html`<iframe title="The message" src="/message/${id}/body" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
      : html`<pre>${view === "text" ? text || "There is no plain text in this message." : source}</pre>`;
  return page(
    subject || "No subject",
    html`<a class="crumb" href="/">‹ Inbox</a>
      <header class="head"><h1>${subject || "No subject"}</h1></header>
      <section class="card pad" aria-label="Envelope">
        <dl>
          <dt>From</dt><dd>${from || "nobody (a bounce)"}</dd>
          <dt>To</dt><dd>${to.join(", ")}</dd>
          <dt>Received</dt><dd>${time(receivedAt)}</dd>
          ${attachments.length > 0 && html`<dt>Attached</dt><dd><ul>${attachments.map((attachment, index) => link(id, index, attachment))}</ul></dd>`}
        </dl>
      </section>
      <nav class="seg" aria-label="View">${tabs}</nav>
      <section class="card body" aria-label="Content">${body}</section>`,
  );
}

export function problemPage(title: string, sentence: string): Html {
  return page(
    title,
    html`<a class="crumb" href="/">‹ Inbox</a>
      <section class="card"><div class="empty"><h2>${title}</h2><p>${sentence}</p></div></section>`,
  );
}

function link(id: number, index: number, { name, type, bytes }: Attachment): Html {
  return html`<li><a href="/message/${id}/attachment/${index}">${name}</a> <span class="dim">${type}, ${Math.ceil(bytes / 1024)} KB</span></li>`;
}

function time(iso: string): Html {
  const shown = new Date(iso).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  return html`<time datetime="${iso}">${shown}</time>`;
}

function page(title: string, content: Html, live = false): Html {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} · Local mail</title>
    <link rel="stylesheet" href="/inbox.css">
    <link rel="icon" href="data:,">
    ${live && html`<script src="/inbox.js" defer></script>`}
  </head>
  <body><main>${content}</main></body>
</html>
`;
}
