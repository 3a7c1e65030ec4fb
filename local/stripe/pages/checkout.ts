import type { Answer } from "../api.ts";
import { readCard, testCard, testCards } from "../card.ts";
import { answerBank, type CheckoutOutcome, payCheckout } from "../checkout-payment.ts";
import { ApiError } from "../error.ts";
import type { Store } from "../store.ts";
import type { CheckoutSession, PaymentIntent } from "../wire.ts";
import type { Work } from "../work.ts";
import { authenticatePage } from "./authenticate-view.ts";
import { type CheckoutForm, checkoutPage, type Problem, spaced } from "./checkout-view.ts";
import { money, notice, redirect } from "./layout.ts";

export interface CheckoutPages {
  show(sessionId: string): Answer;
  submit(sessionId: string, body: URLSearchParams): Answer;
  ask(intentId: string): Answer;
  answer(intentId: string, body: URLSearchParams): Answer;
}

export function createCheckoutPages({ store, work }: { store: Store; work: () => Work }): CheckoutPages {
  const { checkoutSessions, checkoutContents, customers, paymentIntents, paymentMethods } = store.data;

  const fixedEmailOf = (session: CheckoutSession): string | null => {
    const customer = customers.get(session.customer ?? "");
    return session.customer_email ?? (customer && !customer.deleted ? customer.email : null);
  };

  const render = (session: CheckoutSession, given: Partial<CheckoutForm> = {}, problem?: Problem, status = 200) => {
    const fixedEmail = fixedEmailOf(session);
    const form = { email: fixedEmail ?? "", number: "", expiry: "", cvc: "", name: "", country: "DE", ...given };
    const items = checkoutContents.get(session.id)?.lineItems ?? [];
    return checkoutPage({ session, items, form, fixedEmail, problem, status });
  };

  const pay = (session: CheckoutSession, form: CheckoutForm): Answer => {
    if (form.email === "") return render(session, retyped(form), { field: "email", message: "Enter your email." }, 422);
    try {
      const entry = { number: form.number, cvc: form.cvc, ...readExpiry(form.expiry) };
      const card = readCard(entry, new Date(work().now * 1000));
      const payer = { email: form.email, name: form.name, country: form.country || null };
      const outcome = store.transact(() => payCheckout(work(), session, payer, card));
      return conclude(session, outcome, retyped(form));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return render(session, retyped(form), { field: fieldOf(error.details.param), message: error.message }, 422);
    }
  };

  const conclude = (session: CheckoutSession, outcome: CheckoutOutcome, form: Partial<CheckoutForm>): Answer => {
    switch (outcome.kind) {
      case "paid":
        return redirect(successUrl(session));
      case "authenticate":
        return redirect(outcome.url);
      case "declined":
        return render(session, form, { field: "number", message: outcome.message }, 402);
    }
  };

  const sessionOf = (intent: PaymentIntent) =>
    checkoutSessions.newestFirst().find(({ payment_intent }) => payment_intent === intent.id);

  return {
    show(id) {
      const session = checkoutSessions.get(id);
      if (!session) return notFound();
      return session.status === "open" ? render(session) : closed(session);
    },
    submit(id, body) {
      const session = checkoutSessions.get(id);
      if (!session) return notFound();
      const fill = body.get("fill");
      const typed = formOf(body);
      const form = { ...typed, email: fixedEmailOf(session) ?? typed.email };
      if (session.status === "open") return fill ? render(session, filled(form, fill, work().now)) : pay(session, form);
      return session.status === "complete" ? redirect(successUrl(session)) : closed(session);
    },
    ask(id) {
      const intent = paymentIntents.get(id);
      if (!intent) return notFound();
      if (intent.status !== "requires_action") return answered(sessionOf(intent));
      const leadsTo = [sessionOf(intent)?.success_url ?? null, intent.next_action?.redirect_to_url?.return_url ?? null];
      return authenticatePage({
        intent,
        last4: paymentMethods.get(intent.payment_method ?? "")?.card.last4 ?? "",
        leadsTo,
      });
    },
    answer(id, body) {
      const intent = paymentIntents.get(id);
      if (!intent) return notFound();
      const session = sessionOf(intent);
      if (intent.status !== "requires_action") return answered(session);
      const agreed = body.get("answer") === "complete";
      const outcome = store.transact(() => answerBank(work(), session, intent, agreed));
      if (session) return conclude(session, outcome, {});
      return redirect(returnUrl(intent, outcome.kind === "paid" ? "succeeded" : "failed"));
    },
  };
}

const formOf = (body: URLSearchParams): CheckoutForm => {
  const value = (name: string) => (body.get(name) ?? "").trim();
  return {
    email: value("email"),
    number: value("number"),
    expiry: value("expiry"),
    cvc: value("cvc"),
    name: value("name"),
    country: value("country"),
  };
};

function filled(form: CheckoutForm, name: string, now: number): Partial<CheckoutForm> {
  const card = testCard(name);
  if (!card) return form;
  const year = (new Date(now * 1000).getUTCFullYear() + 3) % 100;
  return {
    ...form,
    email: form.email || "customer@example.com",
    number: spaced(card.number),
    expiry: `12 / ${String(year).padStart(2, "0")}`,
    cvc: card.brand === "amex" ? "1234" : "123",
    name: form.name || "Test Customer",
  };
}

/** What may stand in the form again: a number that is no test card's never travels back. */
function retyped(form: CheckoutForm): Partial<CheckoutForm> {
  const digits = form.number.replaceAll(/\D/g, "");
  const known = Object.values(testCards).some(({ number }) => number === digits);
  return known ? form : { ...form, number: "", cvc: "" };
}

function readExpiry(text: string): { exp_month: number; exp_year: number } {
  const [, month, year] = /^(\d{1,2})\s*\/?\s*(\d{2}|\d{4})$/.exec(text) ?? [];
  return { exp_month: Number(month ?? 0), exp_year: Number(year ?? 0) };
}

const fields: Record<string, keyof CheckoutForm> = {
  number: "number",
  exp_month: "expiry",
  exp_year: "expiry",
  cvc: "cvc",
};
const fieldOf = (param: string | undefined) => (param === undefined ? undefined : fields[param]);

const successUrl = ({ success_url, id }: CheckoutSession): string =>
  (success_url ?? "").replaceAll(/\{CHECKOUT_SESSION_ID\}|%7BCHECKOUT_SESSION_ID%7D/gi, id);

const notFound = (): Answer =>
  notice({ title: "Nothing here", text: "This payment page does not exist. The link may be incomplete.", status: 404 });

function closed(session: CheckoutSession): Answer {
  const total = money(session.amount_total, session.currency);
  if (session.status === "complete") {
    const way = { href: successUrl(session), label: "Back to Rookery" };
    return notice({
      title: "This is already paid",
      text: `${total} was paid once. There is nothing more to do here.`,
      way,
    });
  }
  const way = session.cancel_url ? { href: session.cancel_url, label: "Back to Rookery" } : undefined;
  return notice({ title: "This checkout has expired", text: "Nothing was charged. Start again from your order.", way });
}

/** The bank's page, opened again after it was answered. */
const answered = (session: CheckoutSession | undefined): Answer =>
  session
    ? redirect(`/c/pay/${session.id}`)
    : notice({ title: "Already answered", text: "This payment no longer waits for a confirmation." });

function returnUrl({ id, client_secret, next_action }: PaymentIntent, status: "succeeded" | "failed"): string {
  const target = next_action?.redirect_to_url?.return_url;
  if (!target) return `/c/authenticate/${id}`;
  const url = new URL(target);
  url.searchParams.set("payment_intent", id);
  url.searchParams.set("payment_intent_client_secret", client_secret ?? "");
  url.searchParams.set("redirect_status", status);
  return url.href;
}
