import type { OperationState } from "#web/data/operations.ts";
import type { OrderState } from "#web/data/orders.ts";
import type { ServiceState } from "#web/data/services.ts";
import { dictionary } from "#web/lib/dictionary.ts";
import type { Tone } from "#web/ui/status.tsx";
import type { StepState } from "#web/ui/steps.tsx";

/** The words for every state that customers and staff see. */
export const text = dictionary({
  en: {
    service: {
      provisioning: "Setting up",
      active: "Live",
      stopping: "Stopping",
      stopped: "Stopped",
      starting: "Starting",
      suspending: "Suspending",
      suspended: "Suspended",
      resuming: "Resuming",
      terminating: "Being deleted",
      terminated: "Deleted",
      failed: "Failed",
    } satisfies Record<ServiceState, string>,
    order: {
      pending: "Not paid",
      paid: "Paid",
      fulfilled: "Delivered",
      refunding: "Refund under way",
      refunded: "Refunded",
      cancelled: "Cancelled",
    } satisfies Record<OrderState, string>,
    operation: {
      queued: "Queued",
      running: "Running",
      waiting: "Waiting",
      succeeded: "Done",
      failed: "Failed",
    } satisfies Record<OperationState, string>,
    node: { adding: "Being added", ready: "Ready", unreachable: "Unreachable" },
    step: {
      pending: "not started",
      running: "running",
      waiting: "waiting",
      retrying: "trying again",
      done: "done",
      failed: "failed",
      undone: "undone",
    } satisfies Record<StepState, string>,
  },
  de: {
    service: {
      provisioning: "Wird eingerichtet",
      active: "Live",
      stopping: "Wird gestoppt",
      stopped: "Gestoppt",
      starting: "Wird gestartet",
      suspending: "Wird gesperrt",
      suspended: "Gesperrt",
      resuming: "Wird entsperrt",
      terminating: "Wird gelöscht",
      terminated: "Gelöscht",
      failed: "Fehlgeschlagen",
    },
    order: {
      pending: "Unbezahlt",
      paid: "Bezahlt",
      fulfilled: "Geliefert",
      refunding: "Wird erstattet",
      refunded: "Erstattet",
      cancelled: "Storniert",
    },
    operation: {
      queued: "In der Warteschlange",
      running: "Läuft",
      waiting: "Wartet",
      succeeded: "Erledigt",
      failed: "Fehlgeschlagen",
    },
    node: { adding: "Wird hinzugefügt", ready: "Bereit", unreachable: "Nicht erreichbar" },
    step: {
      pending: "nicht begonnen",
      running: "läuft",
      waiting: "wartet",
      retrying: "neuer Versuch",
      done: "erledigt",
      failed: "fehlgeschlagen",
      undone: "rückgängig gemacht",
    },
  },
});

export const serviceTones: Record<ServiceState, Tone> = {
  provisioning: "run",
  active: "ok",
  stopping: "run",
  stopped: "plain",
  starting: "run",
  suspending: "run",
  suspended: "warn",
  resuming: "run",
  terminating: "bad",
  terminated: "plain",
  failed: "bad",
};

export const orderTones: Record<OrderState, Tone> = {
  pending: "warn",
  paid: "run",
  fulfilled: "ok",
  refunding: "run",
  refunded: "plain",
  cancelled: "plain",
};

export const operationTones: Record<OperationState, Tone> = {
  queued: "run",
  running: "run",
  waiting: "warn",
  succeeded: "ok",
  failed: "bad",
};

export const nodeTones: Record<"adding" | "ready" | "unreachable", Tone> = {
  adding: "run",
  ready: "ok",
  unreachable: "bad",
};
