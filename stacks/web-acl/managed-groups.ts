/** A rule of a managed group that reads the body, and the label that it leaves when it only counts. */
export interface BodyRule {
  name: string;
  label: string;
}

export interface ManagedGroup {
  name: string;
  /** Web ACL capacity units, as AWS lists them. */
  capacity: number;
  /** Nothing of it blocks. */
  counts?: true;
  bodyRules: readonly BodyRule[];
}

const bodyRules = (namespace: string, ...names: readonly string[]): readonly BodyRule[] =>
  names.map((name) => ({ name: `${name}_BODY`, label: `awswaf:managed:aws:${namespace}:${name}_Body` }));

/** In the order in which they look at a request. */
export const managedGroups: readonly ManagedGroup[] = [
  { name: "AWSManagedRulesAmazonIpReputationList", capacity: 25, bodyRules: [] },
  // Developers work from hosting providers and VPNs, and our customers are developers.
  { name: "AWSManagedRulesAnonymousIpList", capacity: 50, counts: true, bodyRules: [] },
  {
    name: "AWSManagedRulesCommonRuleSet",
    capacity: 700,
    bodyRules: bodyRules(
      "core-rule-set",
      "SizeRestrictions",
      "EC2MetaDataSSRF",
      "GenericLFI",
      "GenericRFI",
      "CrossSiteScripting",
    ),
  },
  {
    name: "AWSManagedRulesKnownBadInputsRuleSet",
    capacity: 200,
    bodyRules: bodyRules("known-bad-inputs", "JavaDeserializationRCE", "Log4JRCE", "ReactJSRCE"),
  },
  {
    name: "AWSManagedRulesSQLiRuleSet",
    capacity: 200,
    bodyRules: bodyRules("sql-database", "SQLi", "SQLiExtendedPatterns"),
  },
];
