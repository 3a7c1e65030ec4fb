import type { AcceptedFinding, Finding } from "./nag.ts";
import type { Synthesis } from "./synthesis.ts";

export interface Report {
  lines: string[];
  accepted: AcceptedFinding[];
  /** Whether this may be deployed. */
  isClean: boolean;
}

const packs = { "AWS Solutions": "AwsSolutions", "NIST 800-53 r5": "NIST", "PCI DSS 3.2.1": "PCI" };

/** What a synthesis made, for a person. */
export function reportOf(parts: readonly Synthesis[]): Report {
  const rows = parts
    .flatMap(({ artifacts }) => artifacts)
    .map(({ stackName, template }) => {
      // `as`: CloudFormation's own format.
      const { Resources } = template as { Resources: object };
      return { stackName, resources: Object.keys(Resources).length };
    });
  const width = Math.max(...rows.map(({ stackName }) => stackName.length));
  const row = (name: string, resources: number) => `${name.padEnd(width)} ${String(resources).padStart(4)} resources`;
  const accepted = parts.flatMap(({ audit }) => audit.accepted);
  // A rule that could not decide has not been followed either.
  const unsuppressed = parts.flatMap(({ audit }) => [...audit.open, ...audit.broken]);
  const raw = [...accepted, ...unsuppressed];
  return {
    accepted,
    isClean: unsuppressed.length === 0,
    lines: [
      ...rows.map(({ stackName, resources }) => row(stackName, resources)),
      row(
        `${rows.length} stacks`,
        rows.reduce((sum, { resources }) => sum + resources, 0),
      ),
      "",
      ...Object.entries(packs).map(
        ([title, prefix]) =>
          `${title.padEnd(width)} ${String(of(raw, prefix)).padStart(4)} findings, ${of(accepted, prefix)} suppressed`,
      ),
      ...unsuppressed.map(({ rule, at }) => `- ${rule} at ${at}`),
      "",
      `raw findings: ${raw.length}`,
      `suppressed findings: ${accepted.length}`,
      `unsuppressed findings: ${unsuppressed.length}`,
    ],
  };
}

const of = (findings: readonly Finding[], prefix: string) =>
  findings.filter(({ rule }) => rule.startsWith(prefix)).length;
