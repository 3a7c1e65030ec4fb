/** What is asked for, by type, and how an answer reads: as in a zone file, without the end of the name. */
export type AskedType = "A" | "AAAA" | "CAA" | "CNAME" | "MX" | "NS" | "TXT";

/** What one name server said. */
export interface ServerAnswer {
  /** The server's name. */
  server: string;
  /** Texts whole, names in lower case without the dot at their end. Null: it does not answer, or refuses to. */
  values: readonly string[] | null;
}

/** Whether a name is there, whatever it has. */
export type Existence =
  /** `alias`: it stands for another name. */
  | { state: "there"; alias?: string }
  /** Every server of the zone says that there is no such name, nor anything below it. */
  | { state: "absent"; zone: string }
  /** A server did not answer, or they do not agree, or nobody answers for it. */
  | { state: "unknown" };

/** Asks the servers that answer for a name, and never one that remembers what they said. */
export interface AuthoritativeDns {
  /** The zone that a name is in, and who answers for it; null where no zone is below a public ending. */
  zoneOf(name: string): Promise<{ zone: string; servers: readonly string[] } | null>;
  /** One answer from each server of the name's zone; none where there is no zone. */
  ask(name: string, type: AskedType): Promise<readonly ServerAnswer[]>;
  /** What the servers say that answer for a name, or for the ending that it would be registered below. */
  existence(name: string): Promise<Existence>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    authoritativeDns: AuthoritativeDns;
  }
}
