import { afterAll, beforeAll, expect, test } from "vitest";
import { person } from "#core/identity/person.sql.ts";
import { newId } from "#core/kernel/id.ts";
import { hashPassword } from "#core/kernel/password.ts";
import { Secret } from "#core/kernel/secret.ts";
import { figuresOf, timesInTurns } from "#core/kernel/test-times.ts";
import { origin, password, type TestApi, testApi } from "./test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

const rounds = 16;
const routes = {
  "signing in": { path: "/session", more: { password: "not the password" } },
  registering: { path: "/registrations", more: {} },
  "asking for a reset": { path: "/password-resets", more: {} },
};

/** Each round has two addresses of its own, so that what is counted for an address counts for neither. */
async function pairs(): Promise<{ ours: string; others: string }[]> {
  const passwordHash = await hashPassword(new Secret(password));
  const createdAt = api.world.clock.now;
  const people = Array.from({ length: rounds }, () => {
    const id = newId("person");
    return {
      id,
      email: `${id.toLowerCase()}@example.com`,
      name: "Ada",
      passwordHash,
      emailVerifiedAt: createdAt,
      createdAt,
    };
  });
  await api.world.db.transaction({ role: "platform" }, (tx) => tx.insert(person).values(people));
  return people.map(({ email }) => ({ ours: email, others: `${newId("person").toLowerCase()}@example.com` }));
}

test.each(Object.entries(routes))(
  "%s answers the same whether or not somebody has the address, and how long it takes is told",
  async (what, { path, more }) => {
    const emails = await pairs();
    const answers = new Set<string>();
    const times = await timesInTurns(rounds, async (which, round) => {
      // So that no limit of a network counts either.
      api.world.clock.advance(3_600);
      const body = { email: emails[round]?.[which], ...more };
      const response = await api.call("anonymous", "POST", path, body, { origin });
      const { requestId: _, ...said } = (await response.json()) as Record<string, unknown>;
      answers.add(JSON.stringify([response.status, said, [...response.headers.keys()].toSorted()]));
    });
    expect([...answers]).toHaveLength(1);
    process.stdout.write(`${figuresOf(`${what}, at the API`, times)}\n`);
  },
);
