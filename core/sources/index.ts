export { change, connect, disconnect, Folder, NewSource, renewKey, renewSecret } from "./connecting.ts";
export { opened } from "./opened.ts";
export { hookSecret, receive, takePush, waitingPush } from "./push.ts";
export { byId, get, Source, SourceOf, type SourceRow, sourceOf } from "./source.ts";
