export const domains = [
  {
    name: "names that nobody has shown to be theirs count for an account",
    file: "core/domains/domain.ts",
    find: "...[isNotNull(domain.provenAt), isNull(domain.endedAt)],",
    replace: "...[isNull(domain.endedAt)],",
    tests: ["core/domains/domains.test.ts"],
    expects:
      "names that are held elsewhere count when they are proven, for names below them too, and for one account alone",
  },
  {
    name: "domains are ordered at whatever price the order names",
    file: "core/domains/order.ts",
    find: "if (price.minor !== wanted.priceMinor)",
    replace: "if (price.minor < 0)",
    tests: ["core/orders/domain-order.test.ts"],
    expects:
      "nothing is ordered at another price, of an ending that is not sold, for another account's contact, or twice",
  },
  {
    name: "messages of the registrar are confirmed before they are kept",
    file: "core/domains/poll.ts",
    find: "await takeMessage(ctx, { message })",
    replace: "await Promise.resolve()",
    tests: ["core/orders/domain-order.test.ts"],
    expects: "who dies between a message and its confirmation is told it again, and it has its effect once, in order",
  },
  {
    name: "what was asked for and not heard of is asked for again",
    file: "core/domains/send.ts",
    find: "if (ours && begun.createdAt.getTime() >= since.getTime() - skewMs) return { taken: begun };",
    replace: "void ours;",
    tests: ["core/orders/domain-order.test.ts"],
    expects: "an outage when the registrar is asked (done all the same: true) asks for nothing twice",
  },
  {
    name: "a premium name is ordered at the price of its ending",
    file: "core/domains/order.ts",
    find: 'if (wanted.what !== "transfer" && wanted.premium && !special) throw refused(...changedPrice(name));',
    replace: "",
    tests: ["core/orders/domain-order.test.ts"],
    expects: "a premium name is ordered at the price that the registrar asks now, and at no other one",
  },
  {
    name: "the auth code of a locked name is shown",
    file: "core/domains/auth-code.ts",
    find: "if (row.locked) throw",
    replace: "if (row.name === '') throw",
    tests: ["core/domains/life.test.ts"],
    expects:
      "a name that leaves shows its code to whoever leads the account and has just shown who they are, unless it is locked",
  },
  {
    name: "a name is let go by whoever has a session",
    file: "core/domains/transfer-out.ts",
    find: "confirm: true,",
    replace: "",
    tests: ["core/domains/life.test.ts"],
    expects:
      "a registrar that asks for a name is refused once by whoever leads the account and has just shown who they are, and the name stays",
  },
];
