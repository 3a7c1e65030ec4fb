const dayMs = 86_400_000;
/** Below this a third of the lifetime is too little time to notice that something is wrong. */
const shortMs = 10 * dayMs;

export interface Lifetime {
  notBefore: Date;
  notAfter: Date;
}

/** After two thirds of its lifetime, after half of a short one: never so many days before the end, which lifetimes outrun. */
export function renewAtOf({ notBefore, notAfter }: Lifetime): Date {
  const lifetimeMs = notAfter.getTime() - notBefore.getTime();
  const share = lifetimeMs < shortMs ? 1 / 2 : 2 / 3;
  return new Date(notBefore.getTime() + lifetimeMs * share);
}
