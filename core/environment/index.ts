export { change } from "./changing.ts";
export { Environment, get } from "./environment.ts";
export { changeParameters } from "./parameters.ts";
export { forgetSurplus, openVariables } from "./secret-variables.ts";
