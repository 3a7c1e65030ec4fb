/** What is asked for, by type, and how an answer reads: as in a zone file, without the end of the name. */
export type AskedType = "A" | "AAAA" | "CAA" | "CNAME" | "MX" | "NS" | "TXT";

/** What one name server said. */
export interface ServerAnswer {
  /** The server's name. */
  server: string;
  /** Texts whole, names in lower case without the dot at their end. Null: it does not answer, or refuses to. */
  values: readonly string[] | null;
}

/** Asks the servers that answer for a name, and never one that remembers what they said. */
export interface AuthoritativeDns {
  /** The zone that a name is in, and who answers for it; null where no zone is below a public ending. */
  zoneOf(name: string): Promise<{ zone: string; servers: readonly string[] } | null>;
  /** One answer from each server of the name's zone; none where there is no zone. */
  ask(name: string, type: AskedType): Promise<readonly ServerAnswer[]>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    authoritativeDns: AuthoritativeDns;
  }
}
