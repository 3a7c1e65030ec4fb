export const archiveFormats = ["zip", "tar.gz"] as const;
export type ArchiveFormat = (typeof archiveFormats)[number];

/** What one archive may have. A node refuses what is larger when it is unpacked. */
export const archiveBytesMax = 256 * 1024 * 1024;

export const archiveTypes: Readonly<Record<ArchiveFormat, string>> = {
  zip: "application/zip",
  "tar.gz": "application/gzip",
};

/** Says a file's name what it is; undefined: nothing that can be built. */
export function formatOf(name: string): ArchiveFormat | undefined {
  const lower = name.toLowerCase();
  if (lower.endsWith(".zip")) return "zip";
  return lower.endsWith(".tar.gz") || lower.endsWith(".tgz") ? "tar.gz" : undefined;
}
