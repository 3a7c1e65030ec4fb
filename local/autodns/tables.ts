/** A record as it is served: its name relative to the zone, its data as zone files write it. */
export interface StoredRecord {
  name: string;
  ttl: number;
  type: string;
  data: string;
}

export interface Zone {
  /** The zone's name. */
  id: string;
  virtualNameServer: string;
  nameServers: string[];
  soa: { refresh: number; retry: number; expire: number; ttl: number; email: string };
  main: { address: string; ttl?: number | undefined } | null;
  wwwInclude: boolean;
  dnssec: boolean;
  records: StoredRecord[];
  serial: number;
  created: string;
  updated: string;
}

export interface Contact {
  /** A number, as all ids of theirs are but those of domains and zones. */
  id: string;
  /** As it was sent. */
  given: object;
  verification: "PENDING" | "SUCCESS" | "FAILED";
  /** When they were asked last to confirm their address, since when, and when they did. */
  asked?: { first: string; last: string; confirmed: string | null };
  created: string;
  updated: string;
}

export interface Domain {
  /** The domain's name. */
  id: string;
  contacts: Record<"ownerc" | "adminc" | "techc" | "zonec", number>;
  nameServers: string[];
  registryStatus: string;
  /** Null where the registry hides nobody. */
  privacy: boolean | null;
  /** Signed by these name servers, with the key told to the registry. */
  dnssec: boolean;
  autoRenewStatus: string;
  authinfo: string | null;
  created: string;
  /** Until when it is registered, and so until when it is paid. */
  payable: string;
  /** Deleted then, and to be had back for a while. */
  deleted: string | null;
}

export interface Job {
  id: string;
  action: string;
  /** The domain that it is about. */
  object: string;
  status: "RUNNING" | "SUCCESS" | "FAILED";
  /** What the domain is afterwards; null: gone. */
  after: Domain | null;
  /** Why it will fail. */
  failure: string | null;
  dueAt: string;
  ctid: string | null;
  stid: string;
  created: string;
  updated: string;
}

/** Another registrar asks for a domain. */
export interface TransferOut {
  /** The domain's name. */
  id: string;
  gainingRegistrar: string;
  start: string;
  /** It goes then, unless somebody says something before. */
  autoAck: string;
  answer: "TRANSFER_OUT_ACK" | "TRANSFER_OUT_NACK" | null;
}

export interface Message {
  id: string;
  job: { id: number; status: string; action: string } | null;
  notify: { type: string } | null;
  object: string;
  text: string;
  ctid: string | null;
  stid: string;
  created: string;
}

export interface Tables {
  zones: Zone;
  contacts: Contact;
  domains: Domain;
  jobs: Job;
  /** Jobs that are over. */
  history: Job;
  messages: Message;
  transfersOut: TransferOut;
  counters: { id: string; last: number };
}

const names: Record<keyof Tables, true> = {
  zones: true,
  contacts: true,
  domains: true,
  jobs: true,
  history: true,
  messages: true,
  transfersOut: true,
  counters: true,
};

export const tableNames = Object.keys(names) as (keyof Tables)[];
