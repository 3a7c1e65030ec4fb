/** The named fields as they were, for `data.previous_attributes` of an event. */
export function previousAttributes<T extends object>(before: T, after: T): Partial<T> {
  const changed = (Object.keys(after) as (keyof T)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  return Object.fromEntries(changed.map((key) => [key, before[key] ?? null])) as Partial<T>;
}

/** Drops what was not given, so that it can be spread over an object without erasing anything. */
export const given = <T extends object>(changes: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as ReturnType<typeof given<T>>;
