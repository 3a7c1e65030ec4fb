const tests = ["local/acme/issue.test.ts"];

export const certificates = [
  {
    name: "certificates for names that nobody has shown to be theirs",
    file: "core/settings/certificates.ts",
    find: "if (host.verifiedAt === null)",
    replace: "if (host.name === null)",
    tests,
    expects: "a website's own name is nobody's to secure who has not shown whose it is",
  },
  {
    name: "more certificates ordered at once than may be",
    file: "core/certificates/renewal.ts",
    find: "const free = ordersMax - (await tx.$count(certificateOrder));",
    replace: "const free = ordersMax;",
    tests: ["core/certificates/renewal.test.ts"],
    expects: "the sweep orders each when its time has come, once, and never more at once than it may",
  },
];
