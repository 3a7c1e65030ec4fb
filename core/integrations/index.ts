export { check, Integration, Integrations, list } from "./integration.ts";
export { type CallNotes, callNotes } from "./notes.ts";
