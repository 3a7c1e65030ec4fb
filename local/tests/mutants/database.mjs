const rls = ["core/kernel/row-level-security.test.ts"];
const own = (table) => `"${table}"."account_id" = current_setting('app.account_id', true)`;
const policyOf = (table) =>
  `CREATE POLICY "tenant_rows" ON "${table}" AS PERMISSIVE FOR ALL TO "tenant" USING (${own(table)}) WITH CHECK (${own(table)});`;
const chosenServices = `CREATE POLICY "chosen_services" ON "service" AS RESTRICTIVE FOR ALL TO "tenant" USING (coalesce(current_setting('app.service_ids', true), '') = '' or "service"."id" = any (string_to_array(current_setting('app.service_ids', true), ',')));`;

const publishing = ["core/catalog/publishing.test.ts"];

export const database = [
  {
    name: "a row-level security policy removed",
    file: "migrations/0000_init.sql",
    find: policyOf("service"),
    replace: "select 1;",
    tests: rls,
    expects: "every table with an account has row-level security enabled and forced, and a policy for tenants",
  },
  {
    name: "a policy that shows every tenant's rows",
    file: "migrations/0000_init.sql",
    find: policyOf("order"),
    replace: policyOf("order").replace(`USING (${own("order")})`, "USING (true)"),
    tests: rls,
    expects: "every table with an account shows a tenant their own rows and nobody else's, whatever is granted",
  },
  {
    name: "a policy that lets rows be moved to other accounts",
    file: "migrations/0000_init.sql",
    find: policyOf("operation"),
    replace: policyOf("operation").replace(`WITH CHECK (${own("operation")})`, "WITH CHECK (true)"),
    tests: rls,
    expects: "every table with an account takes no row of another account from a tenant, and lets none be moved there",
  },
  {
    name: "a member's chosen services forgotten",
    file: "migrations/0008_access.sql",
    find: chosenServices,
    replace: "select 1;",
    tests: rls,
    expects:
      "a member who is limited to chosen services sees those, their orders and the work on them, and nothing of the others",
  },
  {
    name: "row-level security not enabled on a table",
    file: "migrations/0000_init.sql",
    find: 'ALTER TABLE "membership" ENABLE ROW LEVEL SECURITY;',
    replace: "select 1;",
    tests: rls,
    expects: "every table with an account has row-level security enabled and forced, and a policy for tenants",
  },
  {
    name: "FORCE ROW LEVEL SECURITY removed",
    file: "migrations/0001_force_rls_and_grants.sql",
    find: "execute format('alter table %s force row level security', secured);",
    replace: "null;",
    tests: rls,
    expects:
      "every table with an account shows nothing to a tenant without an account, and nothing to the owner of the tables",
  },
  {
    name: "the audit log open to changes",
    file: "migrations/0001_force_rls_and_grants.sql",
    find: "revoke update, delete, truncate on audit_log from platform;",
    replace: "select 1;",
    tests: rls,
    expects: "what is recorded stays recorded platform can neither change nor delete nor empty the audit log",
  },
  {
    name: "the login inherits the rights of its roles",
    file: "core/kernel/logins.ts",
    find: "with inherit false, set true, admin false",
    replace: "with inherit true, set true, admin false",
    tests: rls,
    expects:
      "the login that functions use may become tenant, visitor and platform, and none of them is more than it is",
  },
  {
    name: "queries that can write",
    file: "core/kernel/db.ts",
    find: "connection.query(`begin read only; ${actingAs(viewer)}`);",
    replace: "connection.query(`begin; ${actingAs(viewer)}`);",
    tests: ["core/kernel/db.test.ts"],
    expects: "a transaction that only reads cannot write, whoever it acts for",
  },
  {
    name: "ids put into a statement unchecked",
    file: "core/kernel/db.ts",
    find: "  assertId(id);\n",
    replace: "",
    tests: ["core/kernel/db.test.ts"],
    expects: "an id that is none reaches no statement",
  },
  {
    name: "audit rows that do not hold on to the one before them",
    file: "migrations/0004_audit_chain.sql",
    find: "returning seq, hash into new.seq, new.previous_hash;",
    replace: "returning seq, '' into new.seq, new.previous_hash;",
    tests: ["core/kernel/audit-chain.test.ts"],
    expects: "what commands wrote is linked, row by row, in a chain for each account and one for the platform",
  },
  {
    name: "an audit row whose time is not part of its hash",
    file: "core/kernel/audit-chain.ts",
    find: "if (hashOf(fields) !== hash || rewritten)",
    replace: "if (hashOf(fields).length !== hash.length || rewritten)",
    tests: ["core/kernel/audit-chain.test.ts"],
    expects: "finds when",
  },
  {
    name: "a failed statement's commit taken for one",
    file: "core/kernel/db.ts",
    find: 'if (ended.command !== "COMMIT")',
    replace: 'if (ended.command === "")',
    tests: ["core/kernel/db.test.ts"],
    expects: "a transaction that swallows a failed statement is not taken for a committed one",
  },
  {
    name: "published versions of a plan open to changes",
    file: "migrations/0019_catalogue.sql",
    find: "WHEN (old.published_at is not null)",
    replace: "WHEN (old.published_at is not null and old.number < 0)",
    tests: publishing,
    expects: "a version that was published can be neither changed nor deleted by anybody, whatever code asks for it",
  },
  {
    name: "drafts of plans shown to customers",
    file: "migrations/0019_catalogue.sql",
    find: 'USING ("plan_version"."published_at" is not null)',
    replace: "USING (true)",
    tests: ["core/catalog/offer.test.ts"],
    expects: "drafts are seen by staff and by nobody else, whatever is asked of the tables",
  },
  {
    name: "a change of the catalogue by whoever saw an older one",
    file: "core/catalog/changing.ts",
    find: "if (row.revision !== revision) throw changed();",
    replace: "",
    tests: publishing,
    expects:
      "of several who change the same plan a stale revision is refused by every change of a plan and of a product",
  },
  {
    name: "an order delivered by what is sold when it is paid",
    file: "core/orders/payment.ts",
    find: "await Catalog.soldTo(tx, { planVersionId, extras })",
    replace: "await Catalog.onSale(tx, planId)",
    tests: ["core/orders/sold-version.test.ts"],
    expects: "what was ordered is delivered as it was sold, whatever is published before it is paid",
  },
];
