import { managedGroups } from "./managed-groups.ts";
import type { Statement, TextTransformation } from "./statement.ts";

/** More is possible, and billed for each request. */
export const includedCapacity = 1500;

const transformed = (transformations: readonly TextTransformation[]) =>
  10 * transformations.filter(({ type }) => type !== "NONE").length;

/** Web ACL capacity units of a statement, by the prices that AWS documents for each kind. */
export function capacityOf(statement: Statement): number {
  if ("byteMatchStatement" in statement) return 2 + transformed(statement.byteMatchStatement.textTransformations);
  if ("regexMatchStatement" in statement) return 3 + transformed(statement.regexMatchStatement.textTransformations);
  if ("sizeConstraintStatement" in statement)
    return 1 + transformed(statement.sizeConstraintStatement.textTransformations);
  if ("labelMatchStatement" in statement) return 1;
  if ("rateBasedStatement" in statement) return 2 + capacityOf(statement.rateBasedStatement.scopeDownStatement);
  if ("managedRuleGroupStatement" in statement) return capacityOfGroup(statement.managedRuleGroupStatement.name);
  if ("notStatement" in statement) return capacityOf(statement.notStatement.statement);
  const { statements } = "andStatement" in statement ? statement.andStatement : statement.orStatement;
  return statements.reduce((sum, part) => sum + capacityOf(part), 0);
}

function capacityOfGroup(name: string): number {
  const group = managedGroups.find((one) => one.name === name);
  if (!group) throw new Error(`nobody wrote down what ${name} needs`);
  return group.capacity;
}
