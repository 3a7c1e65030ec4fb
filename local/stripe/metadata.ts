export type Metadata = Record<string, string>;

/** Named keys are set, keys with an empty value go, the others stay; an empty value for the whole map clears it. */
export function mergeMetadata(current: Metadata, change: Metadata | null | undefined): Metadata {
  if (change === null) return {};
  return Object.fromEntries(Object.entries({ ...current, ...change }).filter(([, value]) => value !== ""));
}
