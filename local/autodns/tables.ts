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

export interface Tables {
  zones: Zone;
}

const names: Record<keyof Tables, true> = { zones: true };

export const tableNames = Object.keys(names) as (keyof Tables)[];
