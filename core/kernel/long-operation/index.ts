export { type AdvanceOptions, advance, sweep } from "./advance.ts";
export { get, LogLine, LongOperation, list, log, retry } from "./long-operation.ts";
