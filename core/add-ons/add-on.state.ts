import { may } from "../kernel/permissions.state.ts";

/** `starting`: the release that brings it is under way. `renewing`, `removing`: so is the one that follows from that. */
export const databaseStates = ["starting", "running", "renewing", "removing"] as const;
export type DatabaseState = (typeof databaseStates)[number];

export const mayManageDatabases = may("database:manage");
/** Whoever knows a database's password reads and changes everything in it. */
export const mayRevealPasswords = may("database:reveal");
