import pg from "pg";

const CONNECTIONS_PER_LOGIN = 20;

/** Pools by login and database. A connection goes back without anything that its last request left in the session. */
export function connectionPools({ host, port }: { host: string; port: number }) {
  const pools = new Map<string, pg.Pool>();
  const busy = new Set<pg.PoolClient>();

  function poolFor(url: URL): pg.Pool {
    const user = decodeURIComponent(url.username);
    const password = decodeURIComponent(url.password);
    const database = decodeURIComponent(url.pathname.slice(1));
    const key = JSON.stringify([user, password, database]);
    const known = pools.get(key);
    if (known) return known;
    const pool = new pg.Pool({ host, port, user, password, database, max: CONNECTIONS_PER_LOGIN });
    pool.on("error", () => {});
    pools.set(key, pool);
    return pool;
  }

  return {
    async use<T>(url: URL, run: (client: pg.PoolClient) => Promise<T>): Promise<T> {
      const client = await poolFor(url).connect();
      const lost = () => {};
      client.on("error", lost);
      busy.add(client);
      const release = (broken: boolean) => {
        busy.delete(client);
        client.off("error", lost);
        client.release(broken);
      };
      try {
        return await run(client);
      } finally {
        // Refused inside a transaction that the request left open: then the connection is dropped with it.
        client.query("discard all").then(
          () => release(false),
          () => release(true),
        );
      }
    },
    async close(): Promise<void> {
      const ended = [...pools.values()].map((pool) => pool.end());
      for (const client of busy) client.connection.stream.destroy();
      await Promise.all(ended);
    },
  };
}
