import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Holder of the domain",
    about: "Registries want to know whose a domain is. The address is kept encrypted, and offered again the next time.",
    choose: "Holder",
    else: "Somebody else",
    loading: "Loading who holds your domains",
    failed: "Who holds your domains can’t be shown right now",
    needs: "What the registries ask for",
  },
  de: {
    title: "Inhaber der Domain",
    about:
      "Registrierungsstellen wollen wissen, wem eine Domain gehört. Die Adresse wird verschlüsselt aufbewahrt und beim nächsten Mal wieder angeboten.",
    choose: "Inhaber",
    else: "Jemand anderes",
    loading: "Inhaber Ihrer Domains werden geladen",
    failed: "Die Inhaber Ihrer Domains können gerade nicht angezeigt werden",
    needs: "Was die Registrierungsstellen verlangen",
  },
});
