import { type Component, lazy } from "solid-js";
import { isBuilt } from "#core/hosting/built.state.ts";
import { usesDatabases } from "#core/hosting/database.state.ts";
import { mayRun } from "#core/jobs/job.state.ts";
import { type Access, may } from "#core/kernel/permissions.state.ts";
import type { getOperations, Operation } from "#web/data/operations.ts";
import type { Service } from "#web/data/services.ts";
import type { View } from "#web/lib/view.ts";
import { text } from "./service.text.ts";

/** What every pane is given. Staff see the same panes, at the dashboard's address of the website. */
export interface PaneProps {
  service: Service;
  /** Something is under way: what is shown changes soon, and nothing else may begin. */
  busy: boolean;
  /** What is under way. */
  operation: Operation | undefined;
  operations: View<Awaited<ReturnType<typeof getOperations>>>;
  /** The address of another pane of this website. */
  address: (path: string) => string;
  staff: boolean;
}

export interface Pane {
  /** Behind the address of the website: `releases` stands at /services/:id/releases. The first one has none. */
  path: string;
  label: string;
  /** Left out for whoever may not read what it shows. */
  access: Access;
  /** Left out of websites that have nothing to show there. */
  when?: (service: Service) => boolean;
  component: Component<PaneProps>;
}

/** The tabs of a website, from left to right. One that does not work yet has no entry. */
export const panes: readonly Pane[] = [
  {
    path: "",
    label: text.overview,
    access: may("service:read"),
    component: lazy(() => import("./overview-pane.tsx")),
  },
  {
    path: "releases",
    label: text.releases,
    access: may("release:read"),
    component: lazy(() => import("./releases-pane.tsx")),
  },
  {
    path: "source",
    label: text.source,
    access: may("release:read"),
    when: ({ app }) => isBuilt(app.template),
    component: lazy(() => import("./source-pane.tsx")),
  },
  {
    path: "compose",
    label: text.compose,
    access: may("release:deploy"),
    when: ({ app, state }) => app.template === "compose" && state !== "terminated" && state !== "failed",
    component: lazy(() => import("./compose/compose-pane.tsx")),
  },
  {
    path: "metrics",
    label: text.metrics,
    access: may("service:read"),
    when: ({ activeAt, state }) => activeAt !== null && state !== "terminated",
    component: lazy(() => import("./metrics-pane.tsx")),
  },
  {
    path: "timeline",
    label: text.timeline,
    access: may("service:read"),
    component: lazy(() => import("./timeline-pane.tsx")),
  },
  {
    path: "logs",
    label: text.logs,
    access: may("service:log"),
    when: ({ activeAt, state }) => activeAt !== null && state !== "terminated",
    component: lazy(() => import("./logs-pane.tsx")),
  },
  {
    path: "environment",
    label: text.environment,
    access: may("service:read"),
    when: ({ app, state }) => app.template !== "static" && state !== "terminated" && state !== "failed",
    component: lazy(() => import("./environment/environment-pane.tsx")),
  },
  {
    path: "jobs",
    label: text.jobs,
    access: mayRun,
    when: ({ app, activeAt, state }) =>
      app.template !== "static" && activeAt !== null && state !== "terminated" && state !== "failed",
    component: lazy(() => import("./jobs/jobs-pane.tsx")),
  },
  {
    path: "databases",
    label: text.databases,
    access: may("service:read"),
    when: ({ app, state }) => usesDatabases(app.template) && state !== "terminated" && state !== "failed",
    component: lazy(() => import("./databases/databases-pane.tsx")),
  },
  {
    path: "plan",
    label: text.changePlan,
    access: may("order:place"),
    when: ({ state }) => state !== "terminated" && state !== "failed",
    component: lazy(() => import("./plan/plan-pane.tsx")),
  },
  {
    path: "settings",
    label: text.settings,
    access: may("service:read"),
    when: ({ state }) => state !== "terminated" && state !== "failed",
    component: lazy(() => import("./settings/settings-pane.tsx")),
  },
];
