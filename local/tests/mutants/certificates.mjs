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
  {
    name: "the end of a certificate told to whoever belongs to the account",
    file: "core/accounts/support-access.ts",
    find: 'return rows.filter(({ role }) => holds({ type: "member", role }, permission)).map(',
    replace: "return rows.map(",
    tests: ["core/notify/certificate-notice.test.ts"],
    expects:
      "thirty days before a brought certificate ends, seven days before and when it has, who may bring the next is told once",
  },
  {
    name: "no second authority asked after a first no",
    file: "core/certificates/obtain.ts",
    find: "if (!refused || index === inTurn.length - 1) throw error;",
    replace: "if (refused || index >= 0) throw error;",
    tests,
    expects: "a website's own name is certified by the next authority where the first one takes no orders of ours",
  },
  {
    name: "a secret of authorities quoted where it is no JSON",
    file: "functions/runtime/acme-bindings.ts",
    find: "} catch {",
    replace: "} catch (error) {\n    throw error;",
    tests: ["functions/runtime/acme-bindings.test.ts"],
    expects: "what is wrong with the secret is told without it, and settings hold no key",
  },
];
