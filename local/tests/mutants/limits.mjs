const limits = ["functions/api/limits.test.ts"];

export const guessing = [
  {
    name: "a person locked out by whoever guesses",
    file: "core/identity/guess.ts",
    find: "if (device && people.some(",
    replace: "if (device && [].some(",
    tests: limits,
    expects:
      "whoever guesses at somebody's password does not keep the person out of a browser that they have signed in on before",
  },
  {
    name: "any known browser known to everybody",
    file: "core/identity/guess.ts",
    find: "(person) => person.email === whose",
    replace: "(person) => person.email !== ''",
    tests: limits,
    expects:
      "whoever guesses at somebody's password gains nothing by a browser of their own, by another's, or by a token that they made up",
  },
  {
    name: "guesses counted by address alone",
    file: "core/identity/guess.ts",
    find: "wanted: [{ limit: byNetwork, subject: network }, ...shared]",
    replace: "wanted: [{ limit: byNetwork, subject: network }]",
    tests: limits,
    expects:
      "whoever guesses at somebody's password from however many addresses is slowed down, and says when to come back",
  },
  {
    name: "each address of an IPv6 line counted for itself",
    file: "functions/api/caller.ts",
    find: "groups.slice(0, networkGroups)",
    replace: "groups.slice(0, 8)",
    tests: ["functions/api/caller.test.ts"],
    expects: "whoever has a line with IPv6 counts as one, whichever of its addresses they come from",
  },
  {
    name: "a browser that stays unknown when its person chose a password there",
    file: "functions/api/mount.ts",
    find: "  cookie.setDevice(c, device);\n",
    replace: "  void device;\n",
    tests: limits,
    expects: "whoever guesses at somebody's password does not keep out who chooses a new password by a link",
  },
  {
    name: "some buckets emptied where another refuses",
    file: "core/kernel/rate-limit.ts",
    find: "if (waits.length > 0) throw new Refused(Math.max(...waits));",
    replace: "if (waits.length > 0 && waits[0] > 1e9) throw new Refused(Math.max(...waits));",
    tests: ["core/kernel/rate-limit.test.ts"],
    expects: "several buckets at once give a token each or none, and say the longest wait",
  },
  {
    name: "passwords hashed however many wait",
    file: "core/kernel/bulkhead.ts",
    find: "this.#waiting.length < this.#size.waiting",
    replace: "this.#waiting.length < Infinity",
    tests: ["core/kernel/bulkhead.test.ts"],
    expects: "what finds no place is refused at once, says when to come back, and takes no place",
  },
  {
    name: "secrets kept with the answers that are repeated",
    file: "functions/api/mount.ts",
    find: "const idempotencyKey = keepsAnswer(method, route) ?",
    replace: 'const idempotencyKey = method !== "GET" && route.door === undefined ?',
    tests: ["functions/api/idempotent-routes.test.ts"],
    expects:
      "where answers hold secrets or nobody is known yet, a key is taken and nothing is kept under it POST /password",
  },
  {
    name: "an account exported by whoever may look",
    file: "core/kernel/permissions.state.ts",
    find: '"account:export": { member: members.owner }',
    replace: '"account:export": { member: members.all }',
    tests: ["core/privacy/erasure.test.ts"],
    expects: "an account is closed by its owner alone, who has just shown who they are",
  },
  {
    name: "keys that outlive the account",
    file: "core/privacy/erasure.ts",
    find: '    await ctx.ports.keys.erase(tx, { kind: "account", id: accountId });\n',
    replace: "",
    tests: ["core/privacy/erasure.test.ts"],
    expects:
      "an account is erased afterwards: keys destroyed, names and tokens gone, orders kept with what tax law wants",
  },
  {
    name: "an account erased before its time",
    file: "core/privacy/erasure.ts",
    find: "found.erasedAt !== null || found.erasureDueAt === null || found.erasureDueAt > now",
    replace: "found.erasedAt !== null",
    tests: ["core/privacy/erasure.test.ts"],
    expects: "an account is not erased before its time, whoever asks, and erased once",
  },
];
