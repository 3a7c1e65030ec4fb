const payments = ["core/orders/payment.test.ts"];

export const money = [
  {
    name: "any amount taken for the price",
    file: "core/orders/payment.ts",
    find: " || !covers(checkout.total, before)",
    replace: "",
    tests: payments,
    expects: "a payment of another amount or currency buys nothing and goes back",
  },
  {
    name: "a payment counted as often as it is announced",
    file: "core/orders/payment.ts",
    find: "    if (before.paymentId !== null) return unchanged;\n",
    replace: "",
    tests: payments,
    expects: "a payment that is announced often, late and by many at once is one payment",
  },
];
