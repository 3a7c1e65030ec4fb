const log = ["core/audit/log.test.ts"];
const own = `"audit_log"."account_id" = current_setting('app.account_id', true)`;
const policy = `CREATE POLICY "tenant_rows" ON "audit_log" AS PERMISSIVE FOR ALL TO "tenant" USING (${own}) WITH CHECK (${own});`;

export const audit = [
  {
    name: "an audit log that shows every account's rows",
    file: "migrations/0000_init.sql",
    find: policy,
    replace: policy.replace(`USING (${own})`, "USING (true)"),
    tests: log,
    expects: "what customers see is their account's rows and never another account's, whatever they ask for",
  },
  {
    name: "an audit log that every member reads",
    file: "core/kernel/permissions.state.ts",
    find: '"activity:read": { member: members.leading',
    replace: '"activity:read": { member: members.all',
    tests: log,
    expects: "what customers see is for owners and administrators",
  },
  {
    name: "staff named to customers",
    file: "core/audit/entry.ts",
    find: "if (byStaff && !forStaff) return",
    replace: "if (byStaff && !forStaff && false) return",
    tests: log,
    expects: "what customers see names nobody of the staff: they are the support, with their reason",
  },
  {
    name: "staff found by customers who know their id",
    file: "core/audit/filter.ts",
    find: "return forStaff ? did : and(did, eq(auditLog.byStaff, false));",
    replace: "return did;",
    tests: log,
    expects: "what customers see names nobody of the staff: they are the support, with their reason",
  },
  {
    name: "formulas left as they are in an export",
    file: "core/audit/csv.ts",
    find: "formula.test(text) ? `'${text}` : text",
    replace: "text",
    tests: ["core/audit/export.test.ts"],
    expects: "the export runs no formula that somebody chose for a name",
  },
  {
    name: "the inside of the platform shown to customers",
    file: "core/audit/fields.ts",
    find: "(field.internal && !forStaff) || ",
    replace: "",
    tests: ["core/audit/fields.test.ts"],
    expects: "customers are not shown where things are inside the platform",
  },
  {
    name: "a part of an export larger than an answer may be",
    file: "core/audit/export.ts",
    find: "    if (written.length > 0 && bytes > bytesMax) break;\n",
    replace: "",
    tests: ["core/audit/export.test.ts"],
    expects: "the export fits what the gateway lets pass, with the longest that can be shown in every row",
  },
  {
    name: "names in the audit log itself, for ever",
    file: "core/kernel/personal.ts",
    find: 'if (!personalFields.has(field) || typeof value !== "string") return',
    replace: 'if (!personalFields.has("") || typeof value !== "string") return',
    tests: ["core/privacy/personal.test.ts"],
    expects: "the log itself has digests alone, and each of the same value is another",
  },
  {
    name: "a chain written anew that is taken for the one that was read",
    file: "core/kernel/audit-chain.ts",
    find: "const rewritten = verified?.seq === seq && verified.hash !== hash;",
    replace: "const rewritten = verified?.seq === -1;",
    tests: ["core/audit/check.test.ts"],
    expects: "a chain that was written anew, every hash of it, is not the one that was read",
  },
];
