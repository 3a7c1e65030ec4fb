import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Orders",
    line: (orders: number, unpaid: number) =>
      `${orders === 1 ? "One order" : `${orders} orders`}${unpaid === 0 ? "." : unpaid === 1 ? ", one waits for your payment." : `, ${unpaid} wait for your payment.`}`,
    lineEmpty: "Nothing ordered yet.",
    list: "All orders",
    website: "Website",
    status: "Status",
    placed: "Placed",
    amount: "Amount",
    number: (number: number, plan: string) => `Order ${number} · ${plan}`,
    loading: "Loading your orders",
    failed: "Your orders can’t be shown right now",
    emptyTitle: "No orders yet",
    emptyText: "Your first website is two steps away.",
    newSite: "New website",
  },
});
