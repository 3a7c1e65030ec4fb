export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  failures: string[];
  facts: string[];
}
export function countsOf(results: object | undefined, exitCode: number | string): Counts;
