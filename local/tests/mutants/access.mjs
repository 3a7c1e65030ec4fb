const operation = ["core/kernel/operation.test.ts"];
const registration = ["core/identity/registration.test.ts"];

export const access = [
  {
    name: "`allow` no longer checked",
    file: "core/kernel/operation.ts",
    find: "    authorize(ctx.actor, spec.allow);\n",
    replace: "",
    tests: operation,
    expects: "who may run an operation nobody who is not named, and nothing is read or parsed before that is known",
  },
  {
    name: "every member role let in where one is",
    file: "core/kernel/actor.ts",
    find: "return access.member?.includes(actor.role) === true;",
    replace: "return access.member !== undefined;",
    tests: operation,
    expects: "who may run an operation a role that is not in the list is refused, whatever else it may do",
  },
  {
    name: "sessions without an end",
    file: "core/identity/session.ts",
    find: "if (!found || found.session.expiresAt <= now) return",
    replace: "if (!found) return",
    tests: registration,
    expects: "sign-in a session ends by itself",
  },
  {
    name: "one idempotency key for different requests",
    file: "core/kernel/idempotency.ts",
    find: '.update(JSON.stringify(body) ?? "")',
    replace: '.update("")',
    tests: ["core/kernel/idempotency.test.ts"],
    expects: "a key used for another request is refused, during and after the first",
  },
];
