const operation = ["core/kernel/operation.test.ts"];
const routes = ["functions/api/authorization.test.ts"];
const repeated = ["functions/api/idempotency.test.ts"];
const registration = ["core/identity/registration.test.ts"];
const sessions = ["core/identity/sessions.test.ts"];

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
    name: "an `allow` widened",
    file: "core/services/service.state.ts",
    find: "const runs = { member: members.technical,",
    replace: "const runs = { member: members.all,",
    tests: routes,
    expects: "every route answers every kind of caller as the table says",
  },
  {
    name: "a refund that operators may decide",
    file: "core/orders/order.state.ts",
    find: "staff: staff.billing",
    replace: "staff: staff.all",
    tests: routes,
    expects: "every route answers every kind of caller as the table says",
  },
  {
    name: "repeated answers given to whoever knows the key",
    file: "functions/api/mount.ts",
    find: "`${whoIs(ctx.actor)} ${key}`",
    replace: "key",
    tests: repeated,
    expects: "nobody is given an answer that they could not have got themselves",
  },
  {
    name: "keys claimed by those who may not do it",
    file: "functions/api/mount.ts",
    find: "    authorize(ctx.actor, route.operation.allow);\n",
    replace: "",
    tests: repeated,
    expects: "who may not do something leaves no trace among the keys",
  },
  {
    name: "a session of another person revoked",
    file: "core/identity/sessions.ts",
    find: ".where(and(mine.every, eq(session.id, sessionId)))",
    replace: ".where(eq(session.id, sessionId))",
    tests: sessions,
    expects: "somebody else's session does not exist and goes on, for customers and for staff",
  },
  {
    name: "sessions that idle for ever",
    file: "core/identity/session.ts",
    find: '  if (unused >= idleOf(staffRole)) return { type: "anonymous" };\n',
    replace: "",
    tests: sessions,
    expects: "staff who leave their desk for an hour have to sign in again",
  },
  {
    name: "a changed password that leaves other sessions alive",
    file: "core/identity/password-change.ts",
    find: "await tx.delete(session).where(others).returning({ id: session.id })",
    replace: "[null].filter(() => others)",
    tests: sessions,
    expects: "the present password lets a person choose another, which ends every other session and is told by mail",
  },
  {
    name: "sessions without an end",
    file: "core/identity/session.ts",
    find: "if (!found || found.expiresAt <= now) return",
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
