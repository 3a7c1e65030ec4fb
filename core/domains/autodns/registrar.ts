import type { Registrar } from "../ports.ts";
import type { Autodns } from "./client.ts";
import { putContact } from "./contact.ts";
import { readDomain, registerDomain } from "./domain.ts";
import { newestJob } from "./job.ts";
import { confirmMessage, oldestMessage } from "./poll.ts";
import { readCosts } from "./price.ts";
import { findNames } from "./studio.ts";

/** What they call what we ask for. */
const actions = { register: "CREATE" } as const;

/** New names are on these name servers. */
export const autodnsRegistrar = (call: Autodns, nameServers: readonly string[]): Registrar => ({
  findNames: (wanted) => findNames(call, wanted),
  costs: () => readCosts(call),
  putContact: (holder, handle, ctid) => putContact(call, holder, handle, ctid),
  register: (wanted, ctid) => registerDomain(call, wanted, { nameServers, ctid }),
  newestJob: (name, kind) => newestJob(call, name, actions[kind]),
  domain: (name) => readDomain(call, name),
  oldestMessage: () => oldestMessage(call),
  confirmMessage: (id) => confirmMessage(call, id),
});
