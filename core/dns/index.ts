export { type ChangeSet, inverse } from "./change-set.state.ts";
export type { DnsRecord } from "./record.state.ts";
export { isRecordType, readData } from "./record-type.state.ts";
