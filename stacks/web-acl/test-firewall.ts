import { managedGroups } from "./managed-groups.ts";
import { type RefusalName, refusals } from "./refusals.ts";
import type { Rule } from "./rules.ts";
import type { Statement, TextTransformation } from "./statement.ts";

export interface Sample {
  method: string;
  path: string;
  from?: string;
  bodyBytes?: number;
  /** What AWS's own rules would have found, by the name of the rule: they are not ours to imitate. */
  finds?: readonly string[];
}

export type Verdict = { allowed: true } | { allowed: false; by: string; status: number; refusal?: RefusalName };

/** Decides as AWS WAF does: rule after rule, labels pass from one to the next, addresses are counted by rate rules. */
export function testFirewall(rules: readonly Rule[]) {
  const counted = new Map<string, number>();

  return function ask(sample: Sample): Verdict {
    const labels = new Set<string>();
    for (const rule of rules) {
      const refused = look(rule, sample, labels);
      if (refused) return refused;
    }
    return { allowed: true };
  };

  function look(rule: Rule, sample: Sample, labels: Set<string>): Verdict | undefined {
    const { name, statement, outcome } = rule;
    if ("managed" in outcome) {
      const blocked = found(statement, sample, labels);
      return blocked && outcome.managed === "blocks" ? { allowed: false, by: name, status: 403 } : undefined;
    }
    if (!matches(statement, sample, labels, name)) return undefined;
    if ("labels" in outcome) return void labels.add(outcome.labels);
    return { allowed: false, by: name, status: refusals[outcome.refuses].status, refusal: outcome.refuses };
  }

  function matches(statement: Statement, sample: Sample, labels: ReadonlySet<string>, rule: string): boolean {
    const again = (part: Statement) => matches(part, sample, labels, rule);
    if ("andStatement" in statement) return statement.andStatement.statements.every(again);
    if ("orStatement" in statement) return statement.orStatement.statements.some(again);
    if ("notStatement" in statement) return !again(statement.notStatement.statement);
    if ("labelMatchStatement" in statement) return labels.has(statement.labelMatchStatement.key);
    if ("sizeConstraintStatement" in statement) return (sample.bodyBytes ?? 0) > statement.sizeConstraintStatement.size;
    if ("rateBasedStatement" in statement) {
      const { limit, scopeDownStatement } = statement.rateBasedStatement;
      if (!again(scopeDownStatement)) return false;
      const key = `${rule} ${sample.from ?? "192.0.2.1"}`;
      counted.set(key, (counted.get(key) ?? 0) + 1);
      return (counted.get(key) ?? 0) > limit;
    }
    if ("regexMatchStatement" in statement) {
      const { regexString, textTransformations } = statement.regexMatchStatement;
      return new RegExp(regexString).test(transformed(sample.path, textTransformations));
    }
    if ("byteMatchStatement" in statement) {
      const { fieldToMatch, positionalConstraint, searchString, textTransformations } = statement.byteMatchStatement;
      const value = transformed("method" in fieldToMatch ? sample.method : sample.path, textTransformations);
      return positionalConstraint === "EXACTLY" ? value === searchString : value.startsWith(searchString);
    }
    throw new Error("a managed group is no condition");
  }
}

/** Whether a rule of the group blocks; those that only count leave their label. */
function found(statement: Statement, { finds = [] }: Sample, labels: Set<string>): boolean {
  if (!("managedRuleGroupStatement" in statement)) throw new Error("only managed groups have rules of their own");
  const { name, ruleActionOverrides = [] } = statement.managedRuleGroupStatement;
  const overridden = new Set(ruleActionOverrides.map((override) => override.name));
  const group = managedGroups.find((one) => one.name === name);
  for (const { label } of group?.bodyRules.filter((rule) => finds.includes(rule.name)) ?? []) labels.add(label);
  const owned = (rule: string) =>
    rule.includes("/") ? rule.startsWith(`${name}/`) : group?.bodyRules.some((one) => one.name === rule);
  return finds.some((rule) => owned(rule) && !overridden.has(rule));
}

function transformed(value: string, transformations: readonly TextTransformation[]): string {
  return transformations
    .toSorted((a, b) => a.priority - b.priority)
    .reduce((text, { type }) => transformation[type](text), value);
}

const transformation: Record<TextTransformation["type"], (text: string) => string> = {
  NONE: (text) => text,
  LOWERCASE: (text) => text.toLowerCase(),
  URL_DECODE: (text) =>
    text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
  NORMALIZE_PATH: (text) => {
    const kept: string[] = [];
    for (const part of text.split("/").filter((one) => one !== "" && one !== ".")) {
      if (part === "..") kept.pop();
      else kept.push(part);
    }
    return `/${kept.join("/")}${text.endsWith("/") && kept.length > 0 ? "/" : ""}`;
  },
};
