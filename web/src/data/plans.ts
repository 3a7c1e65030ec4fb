import { query } from "@solidjs/router";
import { call, type Output } from "./api.ts";

export type Plan = Output<"GET /plans">[number];

export const getPlans = query(() => call("GET /plans", {}), "plans");
