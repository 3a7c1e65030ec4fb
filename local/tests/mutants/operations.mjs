const redrive = ["core/queues/redrive.test.ts"];
const advance = ["core/kernel/long-operation/advance.test.ts"];

export const operations = [
  {
    name: "an operation leased without a lock on its row",
    file: "core/kernel/long-operation/advance.ts",
    find: 'const [row] = await tx.select().from(operation).where(eq(operation.id, operationId)).for("update");',
    replace: "const [row] = await tx.select().from(operation).where(eq(operation.id, operationId));",
    tests: ["core/kernel/long-operation/lease.test.ts"],
    expects: "of workers that look at the same moment one runs the step",
  },
  {
    name: "a lease that others do not respect",
    file: "core/kernel/long-operation/advance.ts",
    find: "if (row.leaseUntil !== null && row.leaseUntil > now) {",
    replace: "if (row.leaseUntil !== null && row.leaseUntil > now && row.kind === '') {",
    tests: advance,
    expects: "of many workers one works, and the others leave a message for the end of its lease",
  },
  {
    name: "a lease that ran out and still records",
    file: "core/kernel/long-operation/advance.ts",
    find: "if (!row || row.leaseToken !== held.token) return",
    replace: "if (!row) return",
    tests: advance,
    expects: "of many workers the one whose lease ran out changes nothing any more, and announces nothing",
  },
  {
    name: "events announced before they are committed",
    file: "core/kernel/operation.ts",
    find: '    return { value, audit, stored: audit === "unchanged" ? [] : await record(scope, name, audit, events) };',
    replace: `    const stored = audit === "unchanged" ? [] : await record(scope, name, audit, events);
    await ctx.announce(stored);
    return { value, audit, stored };`,
    tests: ["core/kernel/operation.test.ts"],
    expects:
      "a command leaves its rows, one audit row and its events, and announces the events after they are committed",
  },
  {
    name: "a dead message deleted before it is sent back",
    file: "core/queues/dead-letters.ts",
    find: "    const sent = await desk.send(queue, letters);\n",
    replace: "    await desk.remove(queue, letters);\n    const sent = await desk.send(queue, letters);\n",
    tests: redrive,
    expects: "when a queue fails what was done before is told and recorded",
  },
  {
    name: "dead messages moved with nothing on record before",
    file: "core/queues/redrive.ts",
    find: '  await record(scope, action, { target: queue, after: { reason, messageIds: messageIds ?? "all" } }, []);\n',
    replace: "",
    tests: redrive,
    expects: "sending back is on record before and after: who, which queue, how many, which and why",
  },
];
