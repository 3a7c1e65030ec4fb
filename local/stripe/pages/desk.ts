import type { Answer } from "../api.ts";
import type { ControlParts } from "../control.ts";
import type { Disturbance } from "../disturbance.ts";
import type { Failure } from "../failure.ts";
import type { Data } from "../store.ts";
import type { Delivery } from "../tables.ts";
import type { CheckoutSession } from "../wire.ts";
import { html, type Markup } from "./html.ts";
import { money, page, redirect } from "./layout.ts";

const HOUR = 3_600_000;
const SHOWN = 20;

interface Action {
  label: string;
  run(parts: ControlParts): void | Promise<void>;
}
const action = (label: string, run: Action["run"]): Action => ({ label, run });

const clockActions: Record<string, Action> = {
  "clock-hour": action("1 hour", ({ clock }) => clock.advance(HOUR)),
  "clock-day": action("1 day", ({ clock }) => clock.advance(24 * HOUR)),
  "clock-month": action("30 days", ({ clock }) => clock.advance(720 * HOUR)),
};

const failureActions: Record<string, Action> = {
  "call-fails": action("Next call fails", ({ failures }) =>
    failures.add({ kind: "error", path: "/v1/*", status: 500 }),
  ),
  "answer-lost": action("Next answer is lost", ({ failures }) =>
    failures.add({ kind: "close", method: "POST", path: "/v1/*", executed: true, times: 2 }),
  ),
  down: action("Down for 50 calls", ({ failures }) =>
    failures.add({ kind: "error", path: "/v1/*", status: 503, times: 50 }),
  ),
  decline: action("Next payment declined", ({ failures }) =>
    failures.add({ kind: "decline", decline: "generic_decline" }),
  ),
  "refund-fails": action("Next refund fails later", ({ failures }) =>
    failures.add({ kind: "refund", outcome: "fails" }),
  ),
  "refund-pending": action("Next refund takes a while", ({ failures }) =>
    failures.add({ kind: "refund", outcome: "pending" }),
  ),
};

const webhookActions: Record<string, Action> = {
  duplicate: action("Next comes twice", ({ webhooks }) => webhooks.disturb({ kind: "duplicate" })),
  delay: action("Next comes a minute late", ({ webhooks }) => webhooks.disturb({ kind: "delay", ms: 60_000 })),
  reverse: action("Next three in reverse", ({ webhooks }) => webhooks.disturb({ kind: "reverse", times: 3 })),
  lose: action("Next is lost", ({ webhooks }) => webhooks.disturb({ kind: "lose" })),
  "wrong-signature": action("Next has a wrong signature", ({ webhooks }) =>
    webhooks.disturb({ kind: "wrong_signature" }),
  ),
};

const calm = action("Everything back to normal", ({ failures, webhooks }) => {
  failures.clear();
  webhooks.calm();
});

const actions: Record<string, Action> = { ...clockActions, ...failureActions, ...webhookActions, calm };

export interface Desk {
  show(): Answer;
  act(form: URLSearchParams): Promise<Answer>;
}

/** What a developer looks at and turns: payments, webhooks, the clock, failures. */
export function createDesk(parts: ControlParts, data: Data): Desk {
  return {
    show: () => deskPage(parts, data),
    async act(form) {
      const again = form.get("again");
      if (again) parts.webhooks.redeliver(again);
      else await actions[form.get("do") ?? ""]?.run(parts);
      return redirect("/");
    },
  };
}

function deskPage({ clock, failures, webhooks }: ControlParts, data: Data): Answer {
  const sessions = data.checkoutSessions.newestFirst().slice(0, SHOWN);
  const deliveries = webhooks.deliveries().slice(0, SHOWN);
  const switched = [...failures.list(), ...webhooks.disturbances()];
  const now = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" }).format(clock.now());
  const body = html`<main class="desk">
<div><h1>Test payments</h1><p class="sub">Stripe, as this machine plays it. ${summary(sessions, deliveries, switched.length)}</p></div>
<section class="card" aria-labelledby="clock"><h2 id="clock">Clock</h2><p class="sub">It is ${now} here. Move on by</p>${buttons(clockActions)}</section>
<section class="card" aria-labelledby="failures"><h2 id="failures">Failures</h2>
${switched.length === 0 ? html`<p class="sub">Everything works.</p>` : html`<ul class="lines">${switched.map((one) => html`<li>${inWords(one)}</li>`)}</ul>${buttons({ calm })}`}
<p class="sub small">Calls and money</p>${buttons(failureActions)}<p class="sub small">Webhooks</p>${buttons(webhookActions)}</section>
<section class="card" aria-labelledby="payments"><h2 id="payments">Payments</h2>
${sessions.length === 0 ? html`<p class="sub">None yet. One appears here when an order goes to checkout.</p>` : html`<ul class="lines">${sessions.map(sessionLine)}</ul>`}</section>
<section class="card" aria-labelledby="webhooks"><h2 id="webhooks">Webhooks</h2>
${deliveries.length === 0 ? html`<p class="sub">None yet.</p>` : html`<ul class="lines">${deliveries.map(deliveryLine)}</ul>`}</section>
</main>`;
  return page({ title: "Overview", body });
}

function summary(sessions: CheckoutSession[], deliveries: Delivery[], switched: number): string {
  if (switched > 0) return "Something is switched to fail.";
  if (deliveries.some(({ state, attempts }) => state === "waiting" && attempts.length > 0))
    return "A webhook is not getting through.";
  return sessions.some(({ status }) => status === "open")
    ? "A checkout is waiting for its customer."
    : "Nothing is waiting.";
}

function inWords({ kind, times, ...more }: Failure | Disturbance): string {
  const details = Object.entries(more).map(([name, value]) => `${name} ${value}`);
  return `${kind.replaceAll("_", " ")} (${[...details, `${times} left`].join(", ")})`;
}

const buttons = (of: Record<string, Action>): Markup =>
  html`<form method="post" action="/" class="fills">${Object.entries(of).map(
    ([name, { label }]) => html`<button class="btn sm" type="submit" name="do" value="${name}">${label}</button>`,
  )}</form>`;

const words = { open: "Open", complete: "Paid", expired: "Expired" } as const;
const tones: Record<string, string> = { complete: "ok", expired: "", open: "run" };

function sessionLine(session: CheckoutSession): Markup {
  const status = session.status ?? "open";
  const word = status in words ? words[status as keyof typeof words] : status;
  return html`<li><span class="grow"><b class="num">${money(session.amount_total, session.currency)}</b> <span class="sub small">${session.client_reference_id ?? session.id.slice(0, 16)}</span></span>
<span class="st ${tones[status]}">${word}</span>${session.url && html`<a class="btn sm" href="${session.url}">Pay</a>`}</li>`;
}

const states: Record<Delivery["state"], [string, string]> = {
  waiting: ["Waiting", "run"],
  held: ["Held back", "run"],
  delivered: ["Delivered", "ok"],
  given_up: ["Given up", "bad"],
  lost: ["Lost", "bad"],
};

function deliveryLine({ eventId, eventType, state, attempts }: Delivery): Markup {
  const last = attempts.at(-1);
  const [word, tone] = state === "waiting" && last ? (["Trying again", "warn"] as const) : states[state];
  const outcome = last && (last.error ?? `answered ${last.status}`);
  const tries = attempts.length > 1 && html`, ${attempts.length} attempts`;
  return html`<li><span class="grow"><b>${eventType}</b> <span class="sub small">${outcome}${tries}</span></span><span class="st ${tone}">${word}</span>
<form method="post" action="/"><button class="btn sm" type="submit" name="again" value="${eventId}" aria-label="Send again: ${eventType}">Send again</button></form></li>`;
}
