import { query } from "@solidjs/router";
import { call, type Output } from "./api.ts";

export type Plan = Output<"GET /plans">[number];

export const getPlans = query(() => call("GET /plans", {}), "plans");

export type Extra = Output<"GET /extras">[number];

/** What can be had on top of a plan. */
export const getExtras = query(() => call("GET /extras", {}), "extras");

/** What a link names that may be old; undefined: there never was such a plan. */
export const findPlan = query(
  (slug: string) => call("GET /plans/{slug}", { slug }).catch(() => undefined),
  "plans.linked",
);

/** What everybody may know of this installation, such as where its websites are. */
export const getSettings = query(() => call("GET /settings", {}), "settings");

/** As it is at this moment; only an order claims a name. */
export const checkSiteName = (siteName: string) => call("GET /site-names/{siteName}", { siteName });
