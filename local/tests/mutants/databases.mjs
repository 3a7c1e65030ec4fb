const tests = ["core/provisioning/add-on.test.ts"];

export const databases = [
  {
    name: "a database applied again by every deploy",
    file: "core/provisioning/add-on-stacks.ts",
    find: "addOnsOf(at, release).filter(({ startedAt, renewingAt }) => startedAt === null || renewingAt !== null);",
    replace: "addOnsOf(at, release);",
    tests,
    expects: "WordPress is deployed without a touch on its database",
  },
  {
    name: "databases taken away by a deploy that fails",
    file: "core/provisioning/release-steps.ts",
    find: "at.addOns.filter(({ startedAt }) => startedAt === null)",
    replace: "at.addOns",
    tests: ["core/provisioning/database.test.ts"],
    expects: "a database that is removed stays with its data when the release without it does not become healthy",
  },
  {
    name: "passwords of databases revealed to whoever looks",
    file: "core/kernel/permissions.state.ts",
    find: '"database:reveal": { member: members.technical }',
    replace: '"database:reveal": { member: members.all }',
    tests: ["functions/api/authorization.test.ts"],
    expects: "every route answers every kind of caller as the table says",
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
