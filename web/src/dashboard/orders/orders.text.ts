import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Orders",
    line: (n: number, state: string | undefined) => (state ? `${n} in the state “${state}”.` : `The newest ${n}.`),
    lineEmpty: "Nothing to show.",
    list: "Orders",
    filter: "State",
    all: "Every state",
    order: "Order",
    number: (number: number, plan: string) => `Order ${number} · ${plan}`,
    status: "Status",
    customer: "Customer",
    show: "Show customer",
    placed: "Placed",
    amount: "Amount",
    action: "Action",
    refund: "Refund",
    refundNamed: (number: number) => `Refund order ${number}`,
    loading: "Loading the orders",
    failed: "The orders can’t be shown right now",
    emptyTitle: "No orders here",
    emptyText: "What customers order is listed here.",
    dialog: {
      title: (number: number) => `Refund order ${number}?`,
      text: (amount: string, host: string) =>
        `${amount} goes back to the customer. Setting up ${host} stops, what was done is undone, and the name becomes free.`,
      confirm: (amount: string) => `Refund ${amount}`,
      dismiss: "Leave it",
      done: (number: number) => `Order ${number} is being refunded`,
    },
  },
});
