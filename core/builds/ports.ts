import type { Secret } from "../kernel/secret.ts";

export interface ArchiveUpload {
  /** What is sent with it, every one of them signed. */
  headers: Readonly<Record<string, string>>;
  seconds: number;
}

/** Where archives lie between whoever uploads them and the node that builds. They are forgotten after some days. */
export interface ArchiveStore {
  /** Takes one PUT of exactly what the headers say, until the time is over. */
  signUpload(key: string, upload: ArchiveUpload): Promise<string>;
  signDownload(key: string, seconds: number): Promise<Secret<string>>;
  /** In bytes; undefined when there is none. */
  sizeOf(key: string): Promise<number | undefined>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    archives: ArchiveStore;
  }
}
