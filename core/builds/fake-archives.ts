import { Secret } from "../kernel/secret.ts";
import type { ArchiveStore, ArchiveUpload } from "./ports.ts";

export interface FakeArchives extends ArchiveStore {
  /** What has arrived, in bytes, by its key. */
  readonly arrived: Map<string, number>;
  /** What may be uploaded, by the address where to. */
  readonly signed: Map<string, ArchiveUpload & { key: string }>;
}

/** A store of archives in memory. `usually` is the size of what nobody has put there; without it, nothing is there. */
export function fakeArchives(usually?: number): FakeArchives {
  const arrived: FakeArchives["arrived"] = new Map();
  const signed: FakeArchives["signed"] = new Map();
  return {
    arrived,
    signed,
    async signUpload(key, upload) {
      const url = `https://archives.example/${key}?signature=${signed.size}`;
      signed.set(url, { ...upload, key });
      return url;
    },
    signDownload: async (key, seconds) =>
      new Secret(`https://archives.example/${key}?signature=for-${seconds}-seconds`),
    sizeOf: async (key) => arrived.get(key) ?? usually,
  };
}
