/** `unknown`: nobody could say in time. `not_sold`: we do not sell names of this ending. */
export const availabilities = ["free", "taken", "premium", "reserved", "invalid", "unknown", "not_sold"] as const;
export type Availability = (typeof availabilities)[number];

/** Looked up at once. */
export const namesMax = 20;

/** Registered with one order. */
export const orderedMax = 10;
