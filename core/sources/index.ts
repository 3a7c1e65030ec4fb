export { check, checkOrdered } from "./checking.ts";
export { change, connect, disconnect, NewSource, renewKey, renewSecret } from "./connecting.ts";
export { type OpenedSource, opened, openTyped } from "./opened.ts";
export { connectOrdered, NewOrderedSource, OrderedSource } from "./ordered.ts";
export { SourceCheck, type SourceChecks, type TypedSource } from "./ports.ts";
export { hookSecret, receive, takePush, waitingPush } from "./push.ts";
export { Folder } from "./repository-input.ts";
export { type CheckOutcome, checkOutcomes } from "./source.state.ts";
export { byId, get, maybeOf, Source, SourceOf, type SourceRow, sourceOf } from "./source.ts";
