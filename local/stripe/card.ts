import { invalid } from "./error.ts";

export interface CardDecline {
  code: string;
  decline_code?: string;
  message: string;
}

const decline = (code: string, message: string, decline_code?: string): CardDecline => ({
  code,
  message,
  ...(decline_code && { decline_code }),
});

export const declines = {
  generic_decline: decline("card_declined", "Your card was declined.", "generic_decline"),
  insufficient_funds: decline("card_declined", "Your card has insufficient funds.", "insufficient_funds"),
  lost_card: decline("card_declined", "Your card was declined.", "lost_card"),
  stolen_card: decline("card_declined", "Your card was declined.", "stolen_card"),
  expired_card: decline("expired_card", "Your card has expired.", "expired_card"),
  incorrect_cvc: decline("incorrect_cvc", "Your card's security code is incorrect.", "incorrect_cvc"),
  processing_error: decline(
    "processing_error",
    "An error occurred while processing your card. Try again in a little bit.",
    "processing_error",
  ),
  authentication_required: decline(
    "authentication_required",
    "Your card was declined. This transaction requires authentication.",
    "authentication_required",
  ),
  not_a_test_card: decline(
    "card_declined",
    "Your card was declined. Your request was in test mode, but used a non test card.",
    "test_mode_live_card",
  ),
} satisfies Record<string, CardDecline>;

export interface TestCard {
  number: string;
  brand: "visa" | "mastercard" | "amex";
  funding?: "debit";
  /** "unless_set_up": a card saved for off-session use needs no further confirmation. */
  authenticates?: "always" | "unless_set_up";
  declines?: keyof typeof declines;
  refund?: "fails" | "pending";
}

/** As documented by Stripe. A name with `pm_card_` before it is the payment method for calls without a page. */
export const testCards = {
  visa: { number: "4242424242424242", brand: "visa" },
  visa_debit: { number: "4000056655665556", brand: "visa", funding: "debit" },
  mastercard: { number: "5555555555554444", brand: "mastercard" },
  amex: { number: "378282246310005", brand: "amex" },
  visa_chargeDeclined: { number: "4000000000000002", brand: "visa", declines: "generic_decline" },
  visa_chargeDeclinedInsufficientFunds: { number: "4000000000009995", brand: "visa", declines: "insufficient_funds" },
  visa_chargeDeclinedLostCard: { number: "4000000000009987", brand: "visa", declines: "lost_card" },
  visa_chargeDeclinedStolenCard: { number: "4000000000009979", brand: "visa", declines: "stolen_card" },
  chargeDeclinedExpiredCard: { number: "4000000000000069", brand: "visa", declines: "expired_card" },
  chargeDeclinedIncorrectCvc: { number: "4000000000000127", brand: "visa", declines: "incorrect_cvc" },
  chargeDeclinedProcessingError: { number: "4000000000000119", brand: "visa", declines: "processing_error" },
  chargeCustomerFail: { number: "4000000000000341", brand: "visa", declines: "generic_decline" },
  authenticationRequired: { number: "4000002760003184", brand: "visa", authenticates: "always" },
  authenticationRequiredOnSetup: { number: "4000002500003155", brand: "visa", authenticates: "unless_set_up" },
  authenticationRequiredChargeDeclinedInsufficientFunds: {
    number: "4000008260003178",
    brand: "visa",
    authenticates: "always",
    declines: "insufficient_funds",
  },
  pendingRefund: { number: "4000000000007726", brand: "visa", refund: "pending" },
  refundFail: { number: "4000000000005126", brand: "visa", refund: "fails" },
} satisfies Record<string, TestCard>;

export type CardName = keyof typeof testCards;

export const testCard = (name: string): TestCard | undefined =>
  name in testCards ? testCards[name as CardName] : undefined;

/** What a page takes from the customer; only brand, expiry and the last four digits are ever kept. */
export interface CardEntry {
  number: string;
  exp_month: number;
  exp_year: number;
  cvc: string;
}

export interface ReadCard {
  name: CardName | "unknown";
  brand: string;
  last4: string;
  exp_month: number;
  exp_year: number;
}

/** Refuses what a card form refuses before any bank is asked. */
export function readCard(entry: CardEntry, now: Date): ReadCard {
  const digits = entry.number.replaceAll(/[\s-]/g, "");
  if (!/^\d{12,19}$/.test(digits) || !passesLuhn(digits)) {
    throw invalid("Your card number is incorrect.", "number", "incorrect_number");
  }
  if (!Number.isInteger(entry.exp_month) || entry.exp_month < 1 || entry.exp_month > 12) {
    throw invalid("Your card's expiration month is invalid.", "exp_month", "invalid_expiry_month");
  }
  const year = entry.exp_year < 100 ? 2000 + entry.exp_year : entry.exp_year;
  const firstDayAfter = Date.UTC(year, entry.exp_month, 1);
  if (!Number.isInteger(year) || year > now.getUTCFullYear() + 50 || firstDayAfter <= now.getTime()) {
    throw invalid("Your card's expiration date is in the past.", "exp_year", "invalid_expiry_year");
  }
  const brand = brandOf(digits);
  if (!(brand === "amex" ? /^\d{3,4}$/ : /^\d{3}$/).test(entry.cvc)) {
    throw invalid("Your card's security code is incomplete.", "cvc", "invalid_cvc");
  }
  const found = Object.entries(testCards).find(([, { number }]) => number === digits);
  return {
    name: (found?.[0] as CardName | undefined) ?? "unknown",
    brand,
    last4: digits.slice(-4),
    exp_month: entry.exp_month,
    exp_year: year,
  };
}

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function brandOf(digits: string): string {
  if (digits.startsWith("4")) return "visa";
  if (/^3[47]/.test(digits)) return "amex";
  if (/^(5[1-5]|2[2-7])/.test(digits)) return "mastercard";
  if (/^(6011|65)/.test(digits)) return "discover";
  return "unknown";
}
