export { AuthCode, revealAuthCode } from "./auth-code.ts";
export { AutodnsRefusal } from "./autodns/answer.ts";
export { type Autodns, type AutodnsCall, type AutodnsLogin, autodns } from "./autodns/client.ts";
export { changeZone, createZone, type NewZone, readZone, removeZone, type ZoneAtProvider } from "./autodns/zone.ts";
export { setAutoRenew, setDnssec, setLock, setNameServers, setOwner, setPrivacy } from "./change.ts";
export { addContact, changeContact, DomainContact, DomainContacts, listContacts } from "./contact.ts";
export {
  addExternalDomain,
  Domain,
  DomainPage,
  type DomainRow,
  demandWholeAccount,
  domainById,
  findOwnDomain,
  get,
  list,
  removeExternalDomain,
} from "./domain.ts";
export { remindOwners, toTell } from "./expiry.ts";
export { listJobs, RegistrarJob, RegistrarJobPage, retryJob } from "./job-desk.ts";
export { lookAtDomains } from "./look.ts";
export { takeMessage } from "./message.ts";
export { listMessages, RegistrarMessage, RegistrarMessagePage, SkippedMessage, skipMessage } from "./message-desk.ts";
export { NewOrderedDomain, premiumNames } from "./new-order.ts";
export { orderDomains, premiumCosts } from "./order.ts";
export {
  beginOrdered,
  callOffOrdered,
  keptOf,
  noteRefund,
  OrderedDomain,
  orderedIn,
  partOfRefund,
  partsWith,
  toRefund,
} from "./ordered.ts";
export { pollMessages } from "./poll.ts";
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
export { domainsAbove, nameServersOf, noteNameServers, provenDomain } from "./proven-domain.ts";
export { Registration, registration } from "./registration.ts";
export { orderRenewal, renewalsWanted, toRenew } from "./renewal.ts";
export { orderedMax } from "./search.state.ts";
export { NameOffers, search } from "./search.ts";
export { advanceJob, askAfterJob, sendJob, sweepJobs } from "./send.ts";
export { answerTransferOut } from "./transfer-out.ts";
export { lookAtContacts, resendVerification, toVerify } from "./verification.ts";
export { wake } from "./wake.ts";
