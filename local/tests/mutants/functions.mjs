const config = ["functions/runtime/config.test.ts"];
const lines = ["functions/runtime/log.test.ts"];
const migration = ["local/deploy/migrate.test.ts"];

export const functions = [
  {
    name: "a function that begins with a secret nobody filled in",
    file: "functions/runtime/config.ts",
    find: ".regex(beginnings[name], { error: unlike(name) })",
    replace: "",
    tests: config,
    expects: "a secret that was never filled in is refused with what it has to be, and is not printed",
  },
  {
    name: "a function that is told of queues it may not send to",
    file: "functions/runtime/config.ts",
    find: "queues.map((queue) => [queue, z.url()])",
    replace: '["operations", "payments", "mail"].map((queue) => [queue, z.url().optional()])',
    tests: config,
    expects: "a queue that a function sends to has an address, and the other queues have none",
  },
  {
    name: "requests to AWS without the token of the function's role",
    file: "functions/runtime/aws/signature.ts",
    find: "...(sessionToken !== undefined && { sessionToken }),",
    replace: "",
    tests: ["functions/runtime/aws/signature.test.ts"],
    expects: "a request is signed as AWS's own client signs it, with those of a role",
  },
  {
    name: "lines that Lambda's console wraps in text",
    file: "functions/runtime/log.ts",
    find: "process.stdout.write(`${line}\\n`);",
    replace: "console.log(line);",
    tests: lines,
    expects: "on Lambda every line arrives as it is: fields and metrics at its root",
  },
  {
    name: "a log that knows a session",
    file: "functions/runtime/log.ts",
    find: "return { type, personId, accountId, role };",
    replace: "return { ...actor };",
    tests: lines,
    expects: "no line holds a secret or what a session is known by",
  },
  {
    name: "a database ahead of what is deployed",
    file: "core/kernel/migrate.ts",
    find: "if (unknown.length > 0) {",
    replace: "if (false) {",
    tests: migration,
    expects: "a database that differs from what was deployed is refused before anything is changed",
  },
  {
    name: "a login that passes row-level security by",
    file: "core/kernel/logins.ts",
    find: "(rolsuper or rolbypassrls or rolcreaterole",
    replace: "(rolsuper or rolcreaterole",
    tests: migration,
    expects: "a login that was given more than it should have stops the deployment",
  },
  {
    name: "a password in what CloudFormation shows",
    file: "functions/deploy/migrate.ts",
    find: 'text.replaceAll(secret, "[redacted]")',
    replace: "text",
    tests: migration,
    expects: "a reason that quotes a password goes without it",
  },
  {
    name: "a migration that outlives its function",
    file: "functions/deploy/owner-session.ts",
    find: "await terminate(database, pid).catch(() => {});",
    replace: "",
    tests: migration,
    expects: "what takes longer than the function may run is ended, undone and told before that",
  },
];
