import { query } from "@solidjs/router";
import { call, type Output } from "./api.ts";

/** An app that a website can run, and what can be chosen of it. */
export type AppOffer = Output<"GET /apps">[number];
export type ParameterSchema = AppOffer["parameters"]["properties"][string];

export const getApps = query(() => call("GET /apps", {}), "apps");
