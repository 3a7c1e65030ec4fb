import type { RouteDefinition } from "@solidjs/router";
import { lazy } from "solid-js";
import { paths } from "./paths.ts";

/** Preloads live here and not in the pages: importing one from a page would pull the page into the first chunk. */
export const routes: RouteDefinition[] = [
  { path: paths.signIn, component: lazy(() => import("./portal/door/sign-in-page.tsx")) },
  { path: paths.register, component: lazy(() => import("./portal/door/register-page.tsx")) },
];
