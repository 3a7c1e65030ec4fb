import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Viewer } from "./db.ts";
import { newId } from "./id.ts";
import { type TestDatabase, testDatabase } from "./test-db.ts";

/** Raw SQL, because what is tested is what Postgres itself refuses. */
let database: TestDatabase;
let app: pg.Client;
let owner: pg.Client;
let tables: string[];

beforeAll(async () => {
  database = await testDatabase();
  app = new pg.Client({ connectionString: database.url });
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await Promise.all([app.connect(), owner.connect()]);
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attname = 'account_id' and not a.attisdropped
     order by 1`,
  );
  tables = rows.map(({ name }) => name);
});
afterAll(async () => {
  await Promise.all([app.end(), owner.end()]);
  await database.close();
});

const account = newId("account");
const personId = newId("person");
const other = { account: newId("account"), personId: newId("person") };
const tenant: Viewer = { role: "tenant", accountId: account, personId };

/** Runs statements as an actor's role, and undoes them. */
async function as<T>(viewer: Viewer, run: () => Promise<T>): Promise<T> {
  await app.query("begin");
  try {
    if (viewer.role === "tenant") {
      await app.query("select set_config('app.account_id', $1, true)", [viewer.accountId ?? ""]);
      await app.query("select set_config('app.person_id', $1, true)", [viewer.personId ?? ""]);
      await app.query("select set_config('app.service_ids', $1, true)", [viewer.serviceIds?.join(",") ?? ""]);
    }
    await app.query(`set local role ${viewer.role}`);
    return await run();
  } finally {
    await app.query("rollback");
  }
}

/** Rights over every table, on which row-level security is then the only wall. */
async function withEveryGrant<T>(run: () => Promise<T>): Promise<T> {
  await owner.query("grant select, insert, update, delete on all tables in schema public to tenant");
  try {
    return await run();
  } finally {
    await owner.query("revoke select, insert, update, delete on all tables in schema public from tenant");
    await owner.query(grantsOfTenant);
  }
}
let grantsOfTenant = "";
beforeAll(async () => {
  const { rows } = await owner.query<{ statement: string }>(
    `select format('grant %s on public.%I to tenant', privilege_type, table_name) as statement
     from information_schema.role_table_grants where grantee = 'tenant'`,
  );
  grantsOfTenant = rows.map(({ statement }) => statement).join(";");
});

interface Column {
  name: string;
  type: string;
}

/** One row in `table` for `account`, with filler in every column that needs something. */
async function rowFor(
  table: string,
  who: { account: string; personId: string },
  marker: string,
): Promise<Record<string, unknown>> {
  const { rows } = await owner.query<Column>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_nullable = 'NO' and is_identity = 'NO' and column_default is null`,
    [table],
  );
  const row: Record<string, unknown> = Object.fromEntries(rows.map(({ name, type }) => [name, filler(type, marker)]));
  row.account_id = who.account;
  if ("person_id" in row) row.person_id = who.personId;
  return { ...row, ...special[table]?.(who, marker) };
}

const filler = (type: string, marker: string): unknown => {
  if (/int/.test(type)) return 1;
  if (type === "boolean") return false;
  if (/timestamp/.test(type)) return new Date(0);
  if (type === "jsonb") return {};
  if (type === "ARRAY") return [];
  if (type === "bytea") return Buffer.from(marker);
  return type === "character" ? "EUR" : marker;
};

/** What constraints demand beyond types. */
const special: Record<string, (who: { account: string }, marker: string) => Record<string, unknown>> = {
  data_key: (who, marker) => ({ scope: "account", scope_id: who.account, wrapped: Buffer.from(marker) }),
};

const insert = (table: string, row: Record<string, unknown>): [string, unknown[]] => [
  `insert into "${table}" (${Object.keys(row).join(", ")}) values (${Object.keys(row).map((_, at) => `$${at + 1}`)})`,
  Object.values(row),
];

/** Rows of both accounts in every table, without foreign keys in the way. */
async function seed(): Promise<void> {
  const { rows: keys } = await owner.query<{ table: string; name: string }>(
    `select conrelid::regclass::text as table, conname as name from pg_constraint where contype = 'f'`,
  );
  for (const { table, name } of keys) await owner.query(`alter table ${table} drop constraint "${name}"`);
  for (const table of tables) {
    for (const [marker, who] of [
      ["mine", { account, personId }],
      ["theirs", other],
    ] as const) {
      const row = await rowFor(table, who, marker);
      await app.query("set role platform");
      await app.query(...insert(table, row));
      await app.query("reset role");
    }
  }
}

describe("every table with an account", () => {
  beforeAll(seed);

  test("is known, and there are many", () => {
    expect(tables).toEqual(
      expect.arrayContaining(["audit_log", "host_name", "membership", "operation", "order", "service"]),
    );
  });

  test("has row-level security enabled and forced, and a policy for tenants", async () => {
    const { rows } = await owner.query(
      `select c.relname as name, relrowsecurity as enabled, relforcerowsecurity as forced,
         exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and 'tenant'::regrole = any (p.polroles)) as policy
       from pg_class c where c.relname = any ($1) and c.relnamespace = 'public'::regnamespace order by 1`,
      [tables],
    );
    expect(rows).toEqual(tables.map((name) => ({ name, enabled: true, forced: true, policy: true })));
  });

  test("no policy opens a table to everybody", async () => {
    const { rows } = await owner.query(
      "select polrelid::regclass::text, polname from pg_policy where 0 = any (polroles)",
    );
    expect(rows).toEqual([]);
  });

  test("shows a tenant their own rows and nobody else's, whatever is granted", async () => {
    const seen = await withEveryGrant(() =>
      as(tenant, async () => {
        const shown: Record<string, unknown> = {};
        for (const table of tables) {
          const { rows } = await app.query<{ account_id: string }>(`select account_id from "${table}"`);
          shown[table] = rows.map(({ account_id }) => account_id);
        }
        return shown;
      }),
    );
    expect(seen).toEqual(Object.fromEntries(tables.map((table) => [table, [account]])));
  });

  test("lets a tenant change and delete nothing of another account, whatever is granted", async () => {
    const touched = await withEveryGrant(() =>
      as(tenant, async () => {
        const counts: Record<string, unknown> = {};
        for (const table of tables) {
          const updated = await app.query(`update "${table}" set account_id = account_id where account_id = $1`, [
            other.account,
          ]);
          const deleted = await app.query(`delete from "${table}" where account_id = $1`, [other.account]);
          counts[table] = [updated.rowCount, deleted.rowCount];
        }
        return counts;
      }),
    );
    expect(touched).toEqual(Object.fromEntries(tables.map((table) => [table, [0, 0]])));
  });

  test("takes no row of another account from a tenant, and lets none be moved there", async () => {
    const accepted: string[] = [];
    await withEveryGrant(async () => {
      for (const table of tables) {
        const foreign = await rowFor(table, other, "forged");
        const statements: [string, unknown[]][] = [
          insert(table, foreign),
          [
            `update "${table}" set account_id = $1${"person_id" in foreign ? ", person_id = 'x'" : ""}`,
            [other.account],
          ],
        ];
        for (const [text, values] of statements) {
          const outcome = await as(tenant, () => app.query(text, values)).then(
            ({ rowCount }) => rowCount,
            (error: { code?: string }) => error.code,
          );
          // Refused by a policy, or no row that a policy lets be touched.
          if (outcome !== "42501" && outcome !== 0) accepted.push(`${text}: ${outcome}`);
        }
      }
    });
    expect(accepted).toEqual([]);
  });

  test("shows nothing to a tenant without an account, and nothing to the owner of the tables", async () => {
    await withEveryGrant(() =>
      as({ role: "tenant" }, async () => {
        for (const table of tables) expect((await app.query(`select from "${table}"`)).rowCount, table).toBe(0);
      }),
    );
    for (const table of tables) expect((await owner.query(`select from "${table}"`)).rowCount, table).toBe(0);
  });
});

describe("a member who is limited to chosen services", () => {
  const home = newId("account");
  const services = { chosen: newId("service"), hidden: newId("service") };
  const limited: Viewer = { role: "tenant", accountId: home, personId, serviceIds: [services.chosen] };
  const seen = (viewer: Viewer) =>
    as(viewer, async () => {
      const ids = async (text: string) => (await app.query<{ id: string }>(text)).rows.map(({ id }) => id).toSorted();
      return {
        services: await ids("select id from service"),
        orders: await ids(`select service_id as id from "order"`),
        operations: await ids("select subject as id from operation"),
        steps: await ids("select name as id from operation_step"),
        lines: await ids("select text as id from operation_log"),
      };
    });

  beforeAll(async () => {
    const who = { account: home, personId };
    await app.query("set role platform");
    for (const id of Object.values(services)) {
      const operationId = newId("operation");
      const rows = {
        service: { id, node_id: null },
        order: { id: newId("order"), service_id: id },
        operation: { id: operationId, subject: id },
        operation_step: { operation_id: operationId, name: id },
        operation_log: { operation_id: operationId, text: id },
      };
      for (const [table, given] of Object.entries(rows)) {
        await app.query(...insert(table, { ...(await rowFor(table, who, id)), ...given }));
      }
    }
    await app.query("reset role");
  });

  test("sees those, their orders and the work on them, and nothing of the others", async () => {
    const { chosen } = services;
    expect(await seen(limited)).toEqual({
      ...{ services: [chosen], orders: [chosen], operations: [chosen], steps: [chosen], lines: [chosen] },
    });
    const nothing = { services: [], orders: [], operations: [], steps: [], lines: [] };
    expect(await seen({ ...limited, serviceIds: [newId("service")] })).toEqual(nothing);
    expect(await seen({ ...limited, accountId: newId("account") })).toEqual(nothing);
  });

  test("can put none of the others in their place", async () => {
    await expect(
      as(limited, () => app.query("update service set id = $1 where id = $2", [newId("service"), services.chosen])),
    ).rejects.toMatchObject({ code: "42501" });
  });

  test("is the only one who is: without a choice all of the account's are seen", async () => {
    const all = Object.values(services).toSorted();
    const { serviceIds: _, ...unlimited } = limited;
    expect(await seen(unlimited)).toEqual({ services: all, orders: all, operations: all, steps: all, lines: all });
  });
});

describe("the login that functions use", () => {
  test("owns nothing, is no superuser, passes no policy by and inherits nothing", async () => {
    const { rows } = await owner.query(
      "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit from pg_roles where rolname = 'app'",
    );
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        rolinherit: false,
      },
    ]);
    const owned = await owner.query(
      `select relname from pg_class where relowner = 'app'::regrole
       union all select datname from pg_database where datdba = 'app'::regrole
       union all select nspname from pg_namespace where nspowner = 'app'::regrole`,
    );
    expect(owned.rows).toEqual([]);
  });

  test("may become tenant, visitor and platform, and none of them is more than it is", async () => {
    const { rows } = await owner.query(
      `select r.rolname, m.inherit_option, m.admin_option, r.rolsuper, r.rolbypassrls, r.rolcanlogin
       from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member = 'app'::regrole order by 1`,
    );
    const plain = {
      inherit_option: false,
      admin_option: false,
      rolsuper: false,
      rolbypassrls: false,
      rolcanlogin: false,
    };
    expect(rows).toEqual(["platform", "tenant", "visitor"].map((rolname) => ({ rolname, ...plain })));
  });

  test("sees nothing and makes nothing before it has become one of them", async () => {
    const { rows } = await owner.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' order by 1",
    );
    expect(rows.length).toBeGreaterThan(10);
    for (const { name } of rows) {
      await expect(app.query(`select from "${name}"`), name).rejects.toMatchObject({ code: "42501" });
    }
    await expect(app.query("create table mine (id int)")).rejects.toMatchObject({ code: "42501" });
  });
});

describe("the keys of what is sealed for people", () => {
  test("are seen at the door for whose password was right, and for nobody else", async () => {
    const signingIn = newId("person");
    const at = { created_at: new Date(0) };
    await app.query("set role platform");
    for (const scope_id of [signingIn, newId("person")]) {
      const key = { id: newId("dataKey"), scope: "person", scope_id, wrapped: Buffer.from("k"), wrapping_key_id: "w" };
      await app.query(...insert("data_key", { ...key, ...at }));
    }
    await app.query("reset role");
    const seen = async () => (await app.query<{ scope_id: string }>("select scope_id from data_key")).rows;
    expect(await as({ role: "visitor" }, seen)).toEqual([]);
    await app.query("set role platform");
    const half = { id: newId("challenge"), purpose: "sign_in", person_id: signingIn, value: "v" };
    await app.query(...insert("challenge", { ...half, ...at, expires_at: new Date(0) }));
    await app.query("reset role");
    expect(await as({ role: "visitor" }, seen)).toEqual([{ scope_id: signingIn }]);
  });
});

describe("what is recorded stays recorded", () => {
  for (const role of ["tenant", "visitor", "platform"] as const) {
    test(`${role} can neither change nor delete nor empty the audit log`, async () => {
      for (const text of ["update audit_log set action = ''", "delete from audit_log", "truncate audit_log"]) {
        const viewer = role === "tenant" ? tenant : ({ role } as Viewer);
        await expect(
          as(viewer, () => app.query(text)),
          text,
        ).rejects.toMatchObject({ code: "42501" });
      }
    });
  }

  test("a visitor reads no audit, no order and no service", async () => {
    for (const table of ["audit_log", "order", "service", "operation"]) {
      await expect(
        as({ role: "visitor" }, () => app.query(`select from "${table}"`)),
        table,
      ).rejects.toMatchObject({
        code: "42501",
      });
    }
  });
});

test("a login could take another role by raw SQL, so operations get no way to send any", async () => {
  // The wall is the type of `Tx` and the lint rule on `sql`; this shows why there must be one.
  await as(tenant, async () => {
    expect((await app.query(`select account_id from service`)).rows).toEqual([{ account_id: account }]);
    await app.query("reset role; set local role platform");
    const everybodys = await app.query<{ account_id: string }>(`select account_id from service`);
    expect(everybodys.rows.map((row) => row.account_id)).toContain(other.account);
  });
});
