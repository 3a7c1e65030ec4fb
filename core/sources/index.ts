export { change, connect, disconnect, NewSource, renewKey, renewSecret } from "./connecting.ts";
export { opened } from "./opened.ts";
export { connectOrdered, NewOrderedSource, OrderedSource } from "./ordered.ts";
export { hookSecret, receive, takePush, waitingPush } from "./push.ts";
export { Folder } from "./repository-input.ts";
export { byId, get, maybeOf, Source, SourceOf, type SourceRow, sourceOf } from "./source.ts";
