export type InvocationFailure =
  | "event_too_large"
  | "init_failed"
  | "timed_out"
  | "exited"
  | "threw"
  | "response_too_large"
  | "stopped";

/** Why an invocation gave no result. `detail` is the whole story for the log; callers of an API never see it. */
export class InvocationError extends Error {
  readonly failure: InvocationFailure;
  readonly detail: string;

  constructor(failure: InvocationFailure, message: string, detail: string = message) {
    super(message);
    this.name = "InvocationError";
    this.failure = failure;
    this.detail = detail;
  }
}
