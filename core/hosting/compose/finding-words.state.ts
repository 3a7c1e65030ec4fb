import type { Finding } from "./finding.state.ts";
import { where } from "./path.state.ts";

/** The languages that the linter speaks. */
export const lintLanguages = ["en", "de"] as const;
export type LintLanguage = (typeof lintLanguages)[number];

/** Findings are made in English; the words of another language are loaded by who reads it. */
export async function inLanguage(language: LintLanguage, findings: readonly Finding[]): Promise<readonly Finding[]> {
  if (language === "en") return findings;
  const { germanRules, germanFixWords } = await import("./german-rules.state.ts");
  return findings.map((finding) => {
    const { title, why, remedy } = germanRules[finding.code];
    const place = finding.path.length === 0 ? "" : `„${where(finding.path)}“: `;
    const { fix } = finding;
    return {
      ...finding,
      message: [`${place}${title}.`, why, remedy].filter((sentence) => sentence !== "").join(" "),
      ...(fix && { fix: { ...fix, description: germanFixWords[fix.kind](fix.name) } }),
    };
  });
}
