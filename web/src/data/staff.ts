import { query, revalidate } from "@solidjs/router";
import type { StaffRole } from "#core/kernel/roles.state.ts";
import { call, type Input, type Output } from "./api.ts";

export type StaffMember = Output<"GET /dashboard/staff">["items"][number];

export const getStaff = query(() => call("GET /dashboard/staff", {}), "dashboard.staff");

const refreshed = async <Value>(value: Value): Promise<Value> => {
  await revalidate(getStaff.key);
  return value;
};

export const inviteStaff = async (idempotencyKey: string, who: Input<"POST /dashboard/staff">) =>
  refreshed(await call("POST /dashboard/staff", who, { idempotencyKey }));

export const changeStaffRole = async (idempotencyKey: string, personId: string, role: StaffRole) =>
  refreshed(await call("POST /dashboard/staff/{personId}/role", { personId, role }, { idempotencyKey }));

export type StaffStep = "deactivate" | "reactivate" | "link";
export const staffStep = async (idempotencyKey: string, personId: string, step: StaffStep) =>
  refreshed(await call(`POST /dashboard/staff/{personId}/${step}`, { personId }, { idempotencyKey }));

/** They sign in with the password alone once more, and have to add another second factor. */
export const resetFactors = async (idempotencyKey: string, personId: string, reason: string) =>
  refreshed(await call("POST /dashboard/staff/{personId}/reset-factors", { personId, reason }, { idempotencyKey }));
