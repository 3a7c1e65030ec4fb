export function during<T>(label: string, work: Promise<T>): Promise<T>;
export function duringAnnounced<T>(label: string, work: Promise<T>): Promise<T>;
