import { type CardName, testCards } from "../card.ts";
import type { CheckoutSession, LineItem } from "../wire.ts";
import { html, type Markup } from "./html.ts";
import { money, page } from "./layout.ts";

export interface CheckoutForm {
  email: string;
  number: string;
  expiry: string;
  cvc: string;
  name: string;
  country: string;
}

export type Problem = { field?: keyof CheckoutForm | undefined; message: string };

const offered: [CardName, string][] = [
  ["visa", "Succeeds"],
  ["visa_chargeDeclined", "Declined"],
  ["authenticationRequiredOnSetup", "3-D Secure"],
  ["visa_chargeDeclinedInsufficientFunds", "No funds"],
  ["chargeDeclinedExpiredCard", "Expired"],
];

const more: [CardName, string][] = [
  ["mastercard", "Mastercard"],
  ["amex", "American Express"],
  ["chargeDeclinedIncorrectCvc", "Wrong security code"],
  ["chargeDeclinedProcessingError", "Bank is down"],
  ["authenticationRequiredChargeDeclinedInsufficientFunds", "3-D Secure, then no funds"],
  ["pendingRefund", "Refund takes a while"],
  ["refundFail", "Refund fails later"],
];

const countries =
  "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK US".split(" ");
const countryNames = new Intl.DisplayNames("en", { type: "region" });

export const spaced = (digits: string): string => digits.replaceAll(/(\d{4})(?=\d)/g, "$1 ");

export function checkoutPage(about: {
  session: CheckoutSession;
  items: LineItem[];
  form: CheckoutForm;
  fixedEmail: string | null;
  problem?: Problem | undefined;
  status?: number;
}) {
  const { session, items, form, fixedEmail, problem, status = 200 } = about;
  const total = money(session.amount_total, session.currency);
  const message = session.custom_text.submit?.message;
  const body = html`<main class="pay">
<section class="sum" aria-labelledby="sum">
  ${session.cancel_url && html`<a class="back" href="${session.cancel_url}"><span aria-hidden="true">‹</span> Back</a>`}
  <h1 id="sum"><span class="sub">Pay Rookery</span> <span class="big">${total}</span></h1>
  <ul class="items">${items.map(item)}</ul>
  <dl class="total"><dt>Total</dt><dd>${total}</dd></dl>
</section>
<form class="card" method="post" action="/c/pay/${session.id}" aria-label="Card payment">
  <button class="vh" type="submit" tabindex="-1" aria-hidden="true">Pay</button>
  <div class="note"><b>Test payments: no money moves.</b> Never type a real card here; take one of these.</div>
  ${problem && html`<p class="note bad" role="alert" id="problem">${problem.message}</p>`}
  <fieldset class="fills"><legend>Fill in a test card</legend>${offered.map((card) => fill(card, form))}
  <details><summary>More test cards</summary><div class="fills">${more.map((card) => fill(card, form))}</div></details></fieldset>
  ${field({ name: "email", label: "Email", form, problem, more: html`type="email" autocomplete="email" required ${fixedEmail && html`readonly`}` })}
  ${field({ name: "number", label: "Card number", form, problem, more: html`inputmode="numeric" autocomplete="cc-number" maxlength="23" required` })}
  <div class="two">
  ${field({ name: "expiry", label: "Expires (MM / YY)", form, problem, more: html`inputmode="numeric" autocomplete="cc-exp" maxlength="9" required` })}
  ${field({ name: "cvc", label: "Security code", form, problem, more: html`inputmode="numeric" autocomplete="cc-csc" maxlength="4" required` })}
  </div>
  ${field({ name: "name", label: "Name on card", form, problem, more: html`autocomplete="cc-name" maxlength="256" required` })}
  <div class="field"><label for="country">Country</label><select class="in" id="country" name="country" autocomplete="country">
  ${countries.map((code) => html`<option value="${code}" ${code === form.country && html`selected`}>${countryNames.of(code)}</option>`)}
  </select></div>
  ${message && html`<p class="sub small">${message}</p>`}
  <button class="btn pri wide" type="submit">Pay ${total}</button>
  <p class="sub small">This page stands in for Stripe on this machine. Only the card's brand and last four digits are kept.</p>
</form>
</main>`;
  return page({ title: `Pay ${total}`, body, status, leadsTo: [session.success_url, session.cancel_url] });
}

const item = ({ description, quantity, amount_total, currency, price }: LineItem): Markup => {
  const each = money(price.unit_amount ?? 0, currency);
  return html`<li><span>${description}${quantity > 1 && html`<span class="sub small">${quantity} × ${each}</span>`}</span><span class="num">${money(amount_total, currency)}</span></li>`;
};

function fill([name, label]: [CardName, string], form: CheckoutForm): Markup {
  const { number } = testCards[name];
  const chosen = form.number.replaceAll(" ", "") === number;
  return html`<button class="btn sm" type="submit" name="fill" value="${name}" formnovalidate aria-pressed="${String(chosen)}" title="${spaced(number)}">${label}</button>`;
}

function field(about: {
  name: keyof CheckoutForm;
  label: string;
  form: CheckoutForm;
  problem: Problem | undefined;
  more: Markup;
}): Markup {
  const { name, label, form, problem, more: attributes } = about;
  const bad = problem?.field === name && html`aria-invalid="true" aria-describedby="problem"`;
  return html`<div class="field"><label for="${name}">${label}</label><input class="in" id="${name}" name="${name}" value="${form[name]}" ${attributes} ${bad}></div>`;
}
