/** The statements of AWS WAF that the rules here are made of, in the shape that CloudFormation takes. */

export interface TextTransformation {
  priority: number;
  type: "NONE" | "URL_DECODE" | "NORMALIZE_PATH" | "LOWERCASE";
}

type Position = "EXACTLY" | "STARTS_WITH";
type PathOrMethod = { uriPath: object } | { method: object };

export interface ByteMatch {
  byteMatchStatement: {
    fieldToMatch: PathOrMethod;
    positionalConstraint: Position;
    searchString: string;
    textTransformations: TextTransformation[];
  };
}

export interface RegexMatch {
  regexMatchStatement: {
    fieldToMatch: { uriPath: object };
    regexString: string;
    textTransformations: TextTransformation[];
  };
}

export interface BodySize {
  sizeConstraintStatement: {
    fieldToMatch: { body: { oversizeHandling: "MATCH" } };
    comparisonOperator: "GT";
    size: number;
    textTransformations: TextTransformation[];
  };
}

export interface LabelMatch {
  labelMatchStatement: { scope: "LABEL"; key: string };
}

export interface RateLimit {
  rateBasedStatement: {
    aggregateKeyType: "IP";
    limit: number;
    evaluationWindowSec: 60 | 120 | 300 | 600;
    scopeDownStatement: Statement;
  };
}

export interface ManagedRules {
  managedRuleGroupStatement: {
    vendorName: "AWS";
    name: string;
    ruleActionOverrides?: { name: string; actionToUse: { count: object } }[];
  };
}

export type Statement =
  | ByteMatch
  | RegexMatch
  | BodySize
  | LabelMatch
  | RateLimit
  | ManagedRules
  | { andStatement: { statements: Statement[] } }
  | { orStatement: { statements: Statement[] } }
  | { notStatement: { statement: Statement } };

const asSent: TextTransformation[] = [{ priority: 0, type: "NONE" }];
/** `//`, `/x/..`, `%73` and capitals made plain, for rules that must not be dodged. */
const madePlain: TextTransformation[] = [
  { priority: 0, type: "URL_DECODE" },
  { priority: 1, type: "NORMALIZE_PATH" },
  { priority: 2, type: "LOWERCASE" },
];

export const methodIs = (method: string): Statement => ({
  byteMatchStatement: {
    fieldToMatch: { method: {} },
    positionalConstraint: "EXACTLY",
    searchString: method,
    textTransformations: asSent,
  },
});

/** However the path is written. */
export const pathLeadsTo = (prefix: string): Statement => ({
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint: "STARTS_WITH",
    searchString: prefix,
    textTransformations: madePlain,
  },
});

/** As it was sent, byte for byte. */
export const pathMatches = (regexString: string): Statement => ({
  regexMatchStatement: { fieldToMatch: { uriPath: {} }, regexString, textTransformations: asSent },
});

/** A body that is longer than WAF can read counts as larger. */
export const bodyLargerThan = (size: number): Statement => ({
  sizeConstraintStatement: {
    fieldToMatch: { body: { oversizeHandling: "MATCH" } },
    comparisonOperator: "GT",
    size,
    textTransformations: asSent,
  },
});

export const labelled = (key: string): Statement => ({ labelMatchStatement: { scope: "LABEL", key } });
export const not = (statement: Statement): Statement => ({ notStatement: { statement } });

/** WAF refuses an "and" or "or" of one. */
const joined = (statements: readonly Statement[], join: (all: Statement[]) => Statement): Statement => {
  const [first, ...rest] = statements;
  if (first === undefined) throw new Error("a statement of nothing would match everything or nothing");
  return rest.length === 0 ? first : join([first, ...rest]);
};
export const all = (...parts: readonly Statement[]) =>
  joined(parts, (statements) => ({ andStatement: { statements } }));
export const any = (...parts: readonly Statement[]) => joined(parts, (statements) => ({ orStatement: { statements } }));
