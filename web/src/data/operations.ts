import { query } from "@solidjs/router";
import { createEffect, createSignal, on } from "solid-js";
import { backOff, createPolling } from "#web/lib/polling.ts";
import { createView, type View } from "#web/lib/view.ts";
import { call, type Output } from "./api.ts";
import { saidOperation, saidOperations } from "./said-operation.ts";

export type Operation = Output<"GET /operations/{operationId}">;
export type OperationState = Operation["state"];
export type OperationStep = Operation["steps"][number];
export type LogLine = Output<"GET /operations/{operationId}/log">["lines"][number];

export const getOperations = query(
  (subject?: string) => call("GET /operations", { limit: 25, ...(subject ? { subject } : {}) }).then(saidOperations),
  "operations",
);
/** The newest few, of every website. */
export const getLatestOperations = query(
  () => call("GET /operations", { limit: 8 }).then(saidOperations),
  "operations.latest",
);
export const getOperation = query(
  (operationId: string) => call("GET /operations/{operationId}", { operationId }).then(saidOperation),
  "operation",
);

/** Still to be decided: queued, running or waiting. */
export function isOpen(operation: Pick<Operation, "state">): boolean {
  return operation.state !== "succeeded" && operation.state !== "failed";
}

/** How long to leave an operation alone before looking again; undefined when it is over. */
export function lookAgainMs(operation: Operation | undefined, now: number = Date.now()): number | undefined {
  if (!operation) return undefined;
  if (!isOpen(operation)) return undefined;
  if (operation.state === "waiting") return 5000;
  return backOff(now - new Date(operation.startedAt ?? operation.createdAt).getTime());
}

/** One operation, read again while it is open. */
export function watchOperation(operationId: () => string): View<Operation> {
  const view = createView(getOperation, () => [operationId()]);
  createPolling(() => lookAgainMs(view.value()), view.retry);
  return view;
}

/** The log of an operation, fetched from where the last read ended while the operation is open. */
export function watchOperationLog(operationId: () => string, operation: () => Operation | undefined) {
  const [lines, setLines] = createSignal<readonly LogLine[]>([]);
  const [failure, setFailure] = createSignal<Error>();
  const [loaded, setLoaded] = createSignal(false);
  let cursor = 0;
  let reading = false;

  const read = async () => {
    if (reading) return;
    reading = true;
    try {
      const id = operationId();
      const answer = await call("GET /operations/{operationId}/log", {
        operationId: id,
        after: cursor,
      });
      if (id !== operationId()) return;
      cursor = answer.cursor;
      if (answer.lines.length > 0) setLines((current) => [...current, ...answer.lines]);
      setFailure(undefined);
      setLoaded(true);
    } catch (error) {
      setFailure(() => (error instanceof Error ? error : new Error(String(error))));
    } finally {
      reading = false;
    }
  };

  createEffect(
    on(operationId, () => {
      cursor = 0;
      setLines([]);
      setLoaded(false);
      void read();
    }),
  );
  // The state is part of the trigger: the last lines arrive with the step that ended it.
  createEffect(
    on(
      () => operation()?.state,
      () => void read(),
      { defer: true },
    ),
  );
  createPolling(
    () => lookAgainMs(operation()),
    () => void read(),
  );
  return { lines, failure, loaded };
}
