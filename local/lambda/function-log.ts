/** One line a function wrote, or one the host wrote about it. Function lines are JSON when they come from our logger. */
export interface FunctionLogLine {
  functionName: string;
  source: "stdout" | "stderr" | "host";
  text: string;
}

export type FunctionLog = (line: FunctionLogLine) => void;

export type HostReport = { level: "error" | "info"; message: string } & Record<string, unknown>;

export function report(log: FunctionLog, functionName: string, entry: HostReport): void {
  log({ functionName, source: "host", text: JSON.stringify({ time: new Date().toISOString(), ...entry }) });
}
