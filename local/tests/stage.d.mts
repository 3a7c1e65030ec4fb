export interface Stage {
  name: string;
  command: string[];
  root: string;
  cache: string;
  timeoutMs: number;
}
export function runStage(stage: Stage): Promise<{ code: number | string; lastLine: string; seconds: number }>;
export function endLeftovers(cache: string): void;
export function startOf(pid: string): string;
