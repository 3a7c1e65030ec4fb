import type { JobKind } from "../job.state.ts";
import type { Registrar } from "../ports.ts";
import type { Autodns } from "./client.ts";
import { putContact } from "./contact.ts";
import { makeAuthCode, readDeleted, readDomain } from "./domain.ts";
import { newestJob, readJob } from "./job.ts";
import { beginOrder } from "./order.ts";
import { confirmMessage, oldestMessage } from "./poll.ts";
import { readCosts } from "./price.ts";
import { findNames } from "./studio.ts";
import { answerTransferOut, readTransferOut } from "./transfer-out.ts";
import { readVerification, resendVerification } from "./verification.ts";

/** What they call what we ask for. */
const actions: Readonly<Record<JobKind, string>> = {
  register: "CREATE",
  transfer: "TRANSFER",
  renew: "RENEW",
  restore: "RESTORE",
  name_servers: "UPDATE",
  privacy: "UPDATE",
  dnssec: "UPDATE",
  contacts: "UPDATE",
  owner: "OWNERCHANGE",
  lock: "UPDATE_STATUS",
};

/** New names are on these name servers. */
export const autodnsRegistrar = (call: Autodns, nameServers: readonly string[]): Registrar => ({
  ourNameServers: async () => nameServers,
  findNames: (wanted) => findNames(call, wanted),
  costs: () => readCosts(call),
  putContact: (holder, handle, ctid) => putContact(call, holder, handle, ctid),
  verificationOf: (handle) => readVerification(call, handle),
  resendVerification: (handle) => resendVerification(call, handle),
  begin: (order, ctid) => beginOrder(call, order, { nameServers, ctid }),
  newestJob: (name, kind) => newestJob(call, name, actions[kind]),
  job: (id) => readJob(call, id),
  domain: (name) => readDomain(call, name),
  deletedDomain: (name) => readDeleted(call, name),
  authCode: (name) => makeAuthCode(call, name),
  transferOut: (name) => readTransferOut(call, name),
  answerTransferOut: (name, answer) => answerTransferOut(call, name, answer),
  oldestMessage: () => oldestMessage(call),
  confirmMessage: (id) => confirmMessage(call, id),
});
