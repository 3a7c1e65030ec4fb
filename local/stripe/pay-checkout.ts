import { type CardName, testCards } from "./card.ts";

export interface PaymentOnPage {
  card: CardName;
  email?: string;
  /** What the customer answers the bank when a card needs 3-D Secure. */
  bank?: "complete" | "fail";
}

/** Where the browser was sent in the end, or the page it stayed on. */
export type PaymentResult = { kind: "left"; to: string } | { kind: "stayed"; status: number; page: string };

/** Fills in the hosted page as a browser without JavaScript would. */
export async function payCheckout(
  url: string,
  { card, email = "customer@example.com", bank = "complete" }: PaymentOnPage,
): Promise<PaymentResult> {
  const { number, brand } = testCards[card] as { number: string; brand: string };
  const cvc = brand === "amex" ? "1234" : "123";
  const form = { email, number, expiry: "12 / 34", cvc, name: "Test Customer", country: "DE" };
  const first = await post(url, form);
  if (first.kind === "stayed" || !first.to.includes("/c/authenticate/")) return first;
  const asked = await fetch(first.to);
  if (!asked.ok) throw new Error(`The bank's page answered ${asked.status}.`);
  return post(first.to, { answer: bank });
}

async function post(url: string, form: Record<string, string>): Promise<PaymentResult> {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });
  const to = response.headers.get("location");
  if (to !== null) return { kind: "left", to: new URL(to, url).href };
  return { kind: "stayed", status: response.status, page: await response.text() };
}
