export function during<T>(label: string, work: Promise<T>, options?: { announceAfterMs?: number }): Promise<T>;
