export { AutodnsRefusal } from "./autodns/answer.ts";
export { type Autodns, type AutodnsCall, type AutodnsLogin, autodns } from "./autodns/client.ts";
export { changeZone, createZone, type NewZone, readZone, removeZone, type ZoneAtProvider } from "./autodns/zone.ts";
export { addContact, changeContact, DomainContact, DomainContacts, listContacts } from "./contact.ts";
export {
  addExternalDomain,
  Domain,
  DomainPage,
  type DomainRow,
  domainById,
  findOwnDomain,
  get,
  list,
  removeExternalDomain,
} from "./domain.ts";
export { sendJob, sweepJobs } from "./job.ts";
export {
  beginOrdered,
  callOffOrdered,
  keptOf,
  NewOrderedDomain,
  noteRefund,
  OrderedDomain,
  orderDomains,
  orderedIn,
  toRefund,
} from "./order.ts";
export { pollMessages, takeMessage } from "./poll.ts";
export type { Holder, Registrar } from "./ports.ts";
export {
  EndingPrices,
  keepPricesFresh,
  listEndings,
  PriceMatrix,
  prices,
  readPrices,
  removeMargin,
  setMargin,
} from "./price.ts";
export { acceptProof, prove, provenAndOwners, toProve } from "./proof.ts";
export { provePlan } from "./proof-plan.ts";
export { nameServersOf, noteNameServers, provenDomain } from "./proven-domain.ts";
export { orderedMax } from "./search.state.ts";
export { NameOffers, search } from "./search.ts";
export { wake } from "./wake.ts";
