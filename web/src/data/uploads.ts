import { formatOf } from "#core/builds/archive.state.ts";
import { ConnectionError, call, type Input, type Output } from "./api.ts";

export type Archive = Omit<Input<"POST /services/{serviceId}/uploads">, "serviceId">;
type Signed = Output<"POST /services/{serviceId}/uploads">;

/** The store has answered, and takes nothing: its address has expired, or what came is not what was signed for. */
export class UploadRefused extends Error {
  constructor(status: number) {
    super(`the store answered ${status}`);
    this.name = "UploadRefused";
  }
}

/** Set by the browser itself from the file; a page may not. */
const browsersOwn = "content-length";

/** What a file is, before any of it is sent. */
export async function describeArchive(file: File): Promise<Archive> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { name: file.name.slice(-200), format: formatOf(file.name) ?? "zip", sizeBytes: file.size, sha256 };
}

/** Sends a file to where archives lie, unless it is there. `onShare` hears how much of it has gone, from 0 to 1. */
export async function sendArchive(
  serviceId: string,
  archive: Archive,
  file: File,
  { signal, onShare }: { signal: AbortSignal; onShare: (share: number) => void },
): Promise<void> {
  const signed = await call("POST /services/{serviceId}/uploads", { serviceId, ...archive });
  signal.throwIfAborted();
  if (signed.url !== null) await put(signed.url, signed.headers, file, signal, onShare);
}

function put(
  url: string,
  headers: Signed["headers"],
  file: File,
  signal: AbortSignal,
  onShare: (share: number) => void,
) {
  return new Promise<void>((done, fail) => {
    // `fetch` does not tell how much of a body has been sent.
    const request = new XMLHttpRequest();
    request.open("PUT", url);
    for (const [name, value] of Object.entries(headers)) {
      if (name !== browsersOwn) request.setRequestHeader(name, value);
    }
    request.upload.onprogress = ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0);
    request.onload = () => {
      if (request.status === 200) done();
      else if (request.status === 400 || request.status === 403) fail(new UploadRefused(request.status));
      else fail(new ConnectionError(`the store answered ${request.status}`));
    };
    request.onerror = () => fail(new ConnectionError("the store did not answer"));
    request.onabort = () => fail(new ConnectionError("it was cancelled"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}
