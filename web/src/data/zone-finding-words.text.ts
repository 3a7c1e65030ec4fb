import { english, type FindingCode } from "#core/dns/zone-finding.state.ts";
import { dictionary } from "#web/lib/dictionary.ts";

/** What stands against a change, by its code. */
export const zoneFindingWords = dictionary<Readonly<Record<FindingCode, string>>>({
  en: english,
  de: {
    "zone.duplicate": "Diesen Eintrag gibt es schon.",
    "zone.cname_at_top": "Die Domain selbst kann kein CNAME sein. Verwenden Sie stattdessen ALIAS.",
    "zone.cname_beside_others":
      "Ein Name mit CNAME hat keine anderen Einträge. Entfernen Sie das eine oder das andere.",
    "zone.several_cnames": "Ein Name hat höchstens einen CNAME.",
    "zone.alias_beside_addresses": "Ein Name hat einen ALIAS und daneben keinen A- oder AAAA-Eintrag.",
    "zone.ttls_differ": "Einträge mit gleichem Namen und Typ haben dieselbe Lebensdauer.",
    "zone.name_servers_at_top": "Die Nameserver der Domain selbst ändert man beim Registrar, nicht hier.",
    "zone.below_delegation": "Für diesen Namen antworten andere: Was hier darunter steht, sieht niemand.",
    "zone.target_is_cname": "Das muss zu einem Namen mit Adressen führen, und dieser Name ist ein CNAME.",
    "zone.mx_none_beside_others": "Ein „.“ nimmt gar keine E-Mail an: Daneben steht kein anderer MX-Eintrag.",
    "zone.several_spf":
      "Ein Name hat einen SPF-Eintrag. Fassen Sie beide zusammen, sonst scheitert die Prüfung von E-Mails.",
    "zone.several_dmarc": "Es gibt höchstens einen DMARC-Eintrag.",
    "zone.target_is_missing": "Der Name, zu dem das führt, hat in dieser Zone keine Adresse.",
    "zone.service_name": "Einträge dieses Typs stehen gewöhnlich bei einem Namen wie _sip._tcp.",
    "provider.untried":
      "Nicht jeder Nameserver nimmt diesen Typ. Wird er abgelehnt, wird die Änderung zurückgenommen und das gesagt.",
  },
});
