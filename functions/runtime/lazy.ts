/**
 * A port whose implementation is loaded with the first call: most functions use few of the libraries behind the ports, and
 * each costs a cold start time and memory. Only for ports all of whose members are asynchronous.
 */
export function lazy<P extends { [K in keyof P]: (...args: never[]) => Promise<unknown> }>(load: () => Promise<P>): P {
  let loaded: Promise<P> | undefined;
  return new Proxy({} as P, {
    get:
      (_target, name) =>
      async (...args: never[]) => {
        loaded ??= load();
        const port = await loaded;
        return port[name as keyof P](...args);
      },
  });
}
