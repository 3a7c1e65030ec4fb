const tests = ["core/provisioning/add-on.test.ts"];

export const databases = [
  {
    name: "a database applied again by every deploy",
    file: "core/provisioning/release-steps.ts",
    find: "at.addOns.filter(({ startedAt }) => startedAt === null)",
    replace: "at.addOns",
    tests,
    expects: "WordPress is deployed without a touch on its database",
  },
  {
    name: "passwords of databases read by members",
    file: "migrations/0024_add_ons.sql",
    find: '"memory_mb", "created_at", "started_at") ON "add_on" TO tenant;',
    replace: '"memory_mb", "created_at", "started_at", "password") ON "add_on" TO tenant;',
    tests,
    expects: "members see that their account has a database, nobody else's, and no password",
  },
  {
    name: "a database that goes on running while its website is suspended",
    file: "core/provisioning/add-on-stacks.ts",
    find: "const { state } = await at.call.stopStack(at.user, stackOf(at, addOn));",
    replace: "const { state } = { state: stackOf(at, addOn) };",
    tests,
    expects: "WordPress is suspended, resumed and removed with its database",
  },
  {
    name: "a password made anew by every deploy",
    file: "core/services/template-secret.ts",
    find: "const missing = names.filter((name) => rows.every((row) => row.name !== name));",
    replace: "const missing = names; await tx.delete(templateSecret).where(mine);",
    tests,
    expects:
      "WordPress and its database have one password, which is made once, is sealed, and stands in no log and no message",
  },
];
