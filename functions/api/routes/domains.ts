import * as Domains from "#core/domains/index.ts";
import { route } from "../route.ts";

export const domainsRoutes = {
  "GET /domains": route(Domains.list, Domains.DomainPage),
  "POST /domains": route(Domains.addExternalDomain, Domains.Domain, { status: 201, body: "free" }),
  "GET /domain-contacts": route(Domains.listContacts, Domains.DomainContacts),
  "POST /domain-contacts": route(Domains.addContact, Domains.DomainContact, { status: 201, body: "free" }),
  "POST /domain-contacts/{contactId}": route(Domains.changeContact, Domains.DomainContact, { body: "free" }),
  "GET /domain-search": route(Domains.search, Domains.NameOffers, { costly: true }),
  "GET /domain-endings": route(Domains.listEndings, Domains.EndingPrices),
  "GET /dashboard/domain-prices": route(Domains.prices, Domains.PriceMatrix),
  "POST /dashboard/domain-prices": route(Domains.readPrices, Domains.PriceMatrix, { costly: true }),
  "POST /dashboard/domain-margins": route(Domains.setMargin, Domains.PriceMatrix),
  "DELETE /dashboard/domain-margins/{ending}": route(Domains.removeMargin, Domains.PriceMatrix),
  "GET /domains/{domainId}": route(Domains.get, Domains.Domain),
  "POST /domains/{domainId}/proof": route(Domains.prove, Domains.Domain, { status: 202, costly: true }),
  "DELETE /domains/{domainId}": route(Domains.removeExternalDomain, Domains.Domain),
};
