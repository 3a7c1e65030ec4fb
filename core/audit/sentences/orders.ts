import type { Recorded } from "../fields.ts";
import type { Sentence, Sentences } from "./sentence.ts";

const refundSays = ({ after }: { after: Recorded }): string =>
  after.refund === "succeeded"
    ? "{actor} sent back the money of {target}"
    : after.refund === "failed"
      ? "The refund of {target} did not go through"
      : "{actor} asked about the refund of {target}";
const chargeSays: Sentence = {
  says: ({ after }) =>
    after.extra === true
      ? "A second payment of {target} arrived, and goes back"
      : after.failure !== undefined
        ? "The saved card could not be charged for {target}"
        : after.state === "paid"
          ? "The saved card was charged for {target}"
          : "What was charged for {target} is wanted no more, and goes back",
  shows: ["price", "attempt", "failure"],
};
const saleSays =
  (what: string) =>
  ({ after }: { after: Recorded }): string =>
    after.state === "retired"
      ? `{actor} took the ${what} {target} off sale`
      : `{actor} put the ${what} {target} on sale`;
const terms = [
  ...(["price", "yearlyPrice", "setupFee", "memoryMb", "cpuPercent", "processes", "diskMb"] as const),
  ...(["trafficGb", "sites", "databases"] as const),
];

/** What is sold, and to whom. */
export const orders: Sentences<"order" | "saved_card" | "payment_event" | "product" | "plan"> = {
  "order.place": { says: "{actor} ordered {after.host}", shows: ["planName", "price"] },
  "order.change_extras": {
    says: ({ after }) =>
      after.extras
        ? "{actor} ordered {after.extras} for {after.host}"
        : "{actor} ordered {after.host} without its extras",
    shows: ["extras", "price"],
  },
  "order.change_plan": {
    says: "{actor} ordered the plan {after.planName} for {after.host}, in place of {before.planName}",
    shows: ["price"],
  },
  "order.apply_change": {
    says: ({ before, after }) =>
      after.failure !== undefined
        ? "{target} can no longer bring what was ordered"
        : before.planName === after.planName && after.extras !== undefined
          ? `{target} began to bring ${after.extras ? "{after.extras}" : "the website without its extras"}`
          : "{target} began to bring the plan {after.planName}, in place of {before.planName}",
    shows: ["extras", "number", "failure"],
  },
  "order.take_back_change": {
    says: "{target} did not come to its end: the website has the plan {after.planName} as before",
    shows: ["planName", "extras"],
  },
  "order.checkout": { says: "{actor} opened the payment page of {target}", shows: ["consent"] },
  "order.charge": chargeSays,
  "order.record_charge": chargeSays,
  "order.refund_extra": { says: "What was paid twice goes back: {target}", shows: ["refund"] },
  "saved_card.remove": { says: "{actor} removed the saved card {before.brand} {before.last4}" },
  "saved_card.forget": { says: "The payment provider forgot the card {before.brand} {before.last4}" },
  "order.record_payment": {
    says: ({ after }) =>
      after.extra === true
        ? "A second payment of {target} arrived, and goes back"
        : after.state === "paid"
          ? "The payment of {target} arrived"
          : "The payment of {target} could not be used, and its refund began",
    shows: ["state"],
  },
  "order.cancel": { says: "{actor} cancelled {target}", shows: ["state"] },
  "order.expire": {
    says: "{actor} cancelled {target}, which nobody had paid in time",
    shows: ["state"],
  },
  "order.refund": { says: "{actor} began the refund of {target}", shows: ["state"] },
  "order.refund_domain": {
    says: "Money for a domain of {target} went back: it was not done",
    shows: ["price", "refund"],
  },
  "order.conclude_domains": { says: "The domains of {target} are done", shows: ["state"] },
  "order.place_renewal": { says: "The renewal of a domain was ordered by itself: {target}", shows: ["price"] },
  "order.issue_refund": { says: refundSays, shows: ["state", "refund"] },
  "order.refresh_refund": { says: refundSays, shows: ["state", "refund"] },
  "product.set_up": { says: "{actor} put the product {target} on sale", shows: ["name", "plans"] },
  "product.create": { says: "{actor} began the product {target}", shows: ["name", "slug", "description"] },
  "product.change": { says: "{actor} changed what the product {target} is called", shows: ["name", "description"] },
  "product.set_state": { says: saleSays("product"), shows: ["state"] },
  "product.reorder": { says: "{actor} put the products in another order", shows: ["order"] },
  "plan.create": { says: "{actor} began the plan {target}", shows: ["kind", "name", "slug", "summary", ...terms] },
  "plan.change": { says: "{actor} changed what the plan {target} is called", shows: ["name", "summary"] },
  "plan.draft": { says: "{actor} drafted another version of the plan {target}", shows: terms },
  "plan.discard_draft": { says: "{actor} discarded the draft of the plan {target}", shows: terms },
  "plan.publish": {
    says: "{actor} published version {after.version} of the plan {target}",
    shows: ["version", ...terms],
  },
  "plan.set_state": { says: saleSays("plan"), shows: ["state"] },
  "plan.reorder": { says: "{actor} put the plans of {target} in another order", shows: ["order"] },
  "plan.define": {
    says: "{actor} put the plan {target} on sale",
    shows: ["name", "summary", "memoryMb", "cpuPercent", "processes", "diskMb"],
  },
  "payment_event.receive": { says: "{actor} reported “{after.type}”", shows: ["repeated"], inner: true },
};
