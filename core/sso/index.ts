export { type Arrival, Arrived } from "./arrival.ts";
export { connect } from "./connect.ts";
export { remove, save, switchTo } from "./connection.ts";
export { addDomain, removeDomain, verifyDomain } from "./domain.ts";
export { forgetSignIns } from "./retention.ts";
export { discover, get, SsoDiscovered, SsoSettings } from "./settings.ts";
export { attemptSeconds, begin, beginTest, type Departure, finish } from "./sign-in.ts";
