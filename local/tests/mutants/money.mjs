const payments = ["core/orders/payment.test.ts"];

export const money = [
  {
    name: "any amount taken for the price",
    file: "core/orders/payment.ts",
    find: " || !fits",
    replace: "",
    tests: payments,
    expects: "a payment of another amount or currency buys nothing and goes back",
  },
  {
    name: "a payment counted as often as it is announced",
    file: "core/orders/payment.ts",
    find: "  if (before.paymentId !== null) return sendBack(scope, before, paymentId);\n",
    replace: "",
    tests: payments,
    expects: "a payment that is announced often, late and by many at once is one payment",
  },
  {
    name: "money that comes a second time for one order kept",
    file: "core/orders/payment.ts",
    find: '    events: [{ type: "order.extra_paid", subject: paymentId }],',
    replace: "    events: [],",
    tests: ["core/orders/charge.test.ts"],
    expects: "a renewal that is paid twice all the same is sent back once, and only what came second",
  },
];
