import { createHash } from "node:crypto";

/** What this file needs of a connection of `pg` or of `@neondatabase/serverless`, as drizzle uses it. */
interface Prepares {
  query(statement: { text: string; name?: string | undefined }, ...rest: unknown[]): unknown;
}

/** Of texts that differ with what is asked, such as lists of any length, a connection keeps no more than these. */
const textsMax = 300;
const names = new Map<string, string>();

/**
 * The connection, whose reads Postgres parses and plans once and then keeps under a name: with policies in it a plan costs
 * more than the read. Postgres makes a plan anew when its policies are to be applied to another role.
 */
export function preparing<C extends object>(connection: C): C {
  const plain = connection as C & Prepares;
  const prepared = Object.create(plain) as C & Prepares;
  prepared.query = (statement, ...rest) => plain.query(named(statement), ...rest);
  return prepared;
}

function named(statement: { text: string; name?: string | undefined }): typeof statement {
  if (typeof statement !== "object" || statement.name !== undefined || !/^select /.test(statement.text)) {
    return statement;
  }
  const name = nameOf(statement.text);
  return name === undefined ? statement : { ...statement, name };
}

function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < textsMax) {
    name = createHash("sha256").update(text).digest("base64url").slice(0, 24);
    names.set(text, name);
  }
  return name;
}
