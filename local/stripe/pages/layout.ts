import type { Answer } from "../api.ts";
import { html, type Markup } from "./html.ts";

const mark = html`<svg class="mark" viewBox="2.6 2.4 20.4 20.4" aria-hidden="true"><path fill-rule="evenodd" d="M4 4.6c0-.6.4-1 1-1h1.7c.6 0 1 .4 1 1v1.9h2V4.6c0-.6.4-1 1-1h1.6c.6 0 1 .4 1 1v1.9h1.1c.1-1.7 1.4-3 3.1-3 1.3 0 2.4.7 2.9 1.8l2 1.5c.3.2.2.6-.1.7l-2.4.8v2.2c0 1.3-.7 2.4-1.8 3.1l.7 5.1h.5c.6 0 1 .4 1 1v.8c0 .6-.4 1-1 1H5.2c-.6 0-1-.4-1-1v-.8c0-.6.4-1 1-1h.5l.7-5.1C4.9 12.9 4 11.7 4 10.3zm13.3 1.1a.85.85 0 1 0 0 1.7.85.85 0 0 0 0-1.7zM9.7 18.7h3.6v-2.6a1.8 1.8 0 0 0-3.6 0z"/></svg>`;

interface Page {
  title: string;
  body: Markup;
  status?: number;
  /** Where a form may lead to besides here: browsers hold redirects after a form to this list. */
  leadsTo?: (string | null)[];
}

export function page({ title, body, status = 200, leadsTo = [] }: Page): Answer {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Test payments</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/pages.css">
</head>
<body>
<header class="top">
  <span class="brand">${mark}Rookery</span>
  <p class="test"><span class="tag">Test payments</span> <span>No money moves.</span></p>
</header>
${body}
</body>
</html>
`;
  return {
    status,
    headers: { ...pageHeaders(leadsTo), "content-type": "text/html; charset=utf-8" },
    body: document.text,
  };
}

export const redirect = (location: string): Answer => ({
  status: 303,
  headers: { ...pageHeaders([]), location },
  body: "",
});

function pageHeaders(leadsTo: (string | null)[]): Record<string, string> {
  const origins = new Set(leadsTo.flatMap((url) => (url ? [new URL(url).origin] : [])));
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src data:",
    `form-action ${["'self'", ...origins].join(" ")}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    "content-security-policy": policy.join("; "),
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
  };
}

export function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** A page that says one thing and offers one way on. */
export function notice(about: {
  title: string;
  text: string;
  way?: { href: string; label: string } | undefined;
  status?: number;
}): Answer {
  const { title, text, way, status = 200 } = about;
  const body = html`<main class="narrow"><section class="card say"><h1>${title}</h1><p class="sub">${text}</p>
${way && html`<p><a class="btn pri wide" href="${way.href}">${way.label}</a></p>`}</section></main>`;
  return page({ title, body, status });
}
