export interface SandboxData {
  functionName: string;
  entry: string;
  memoryMb: number;
  compileCache: string | undefined;
}

export interface SandboxRequest {
  requestId: string;
  event: string;
  deadline: number;
}

export interface RemoteError {
  name: string;
  message: string;
  detail: string;
}

export type SandboxMessage =
  | { type: "ready" }
  | { type: "result"; requestId: string; result: string }
  | { type: "error"; requestId: string; error: RemoteError }
  | { type: "crash"; error: RemoteError };
