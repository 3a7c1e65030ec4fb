import { createMemo, createSignal } from "solid-js";
import { getAccount } from "#web/data/account.ts";
import { getSavedCard } from "#web/data/cards.ts";
import { addDomainContact, type DomainContact, getDomainContacts } from "#web/data/domain-contacts.ts";
import { createRequest } from "#web/data/request.ts";
import { createView } from "#web/lib/view.ts";
import { createHolderForm } from "#web/parts/holder-form.ts";
import { cardAgreed } from "#web/parts/save-card-choice.tsx";

const somebodyElse = "new";

/** Who is to hold the names of an order: somebody who is known from an earlier one, or who is written down now. */
export function createHolder() {
  const contacts = createView(getDomainContacts, () => []);
  const account = createView(getAccount, () => []);
  const adding = createRequest(addDomainContact);
  const [chosen, setChosen] = createSignal<string>();
  const [savesCard, setSavesCard] = createSignal(false);
  const saved = createView(getSavedCard, () => []);
  const items = () => contacts.value()?.items ?? [];
  /** The one that was added last is the likeliest. */
  const choice = () => chosen() ?? items().at(-1)?.id ?? somebodyElse;
  const known = (): DomainContact | undefined => items().find(({ id }) => id === choice());
  /** Begins with what the account has said of itself: nobody writes an address twice. */
  const form = createMemo(() => {
    const own = account.value()?.contact;
    const company = own?.company ?? "";
    const [lastName = "", ...before] = (own?.person ?? "").trim().split(/\s+/).toReversed();
    return createHolderForm(
      {
        ...{ kind: company ? ("organization" as const) : ("person" as const), organization: company },
        ...{ firstName: before.toReversed().join(" "), lastName, street: own?.street ?? "", city: own?.city ?? "" },
        ...{ postalCode: own?.postalCode ?? "", country: own?.country ?? "", phone: own?.phone ?? "" },
        email: own?.billingEmail ?? "",
      },
      adding.failure,
    );
  });
  return {
    /** Until then nobody can say whether there is anybody to choose. */
    ready: {
      value: () => (account.value() || account.failure() ? contacts.value() : undefined),
      failure: contacts.failure,
      retry: contacts.retry,
    },
    items,
    choice,
    choose: setChosen,
    somebodyElse,
    known,
    form,
    adding,
    /** Whether the card that pays is to pay their renewals. */
    savesCard,
    setSavesCard,
    /** Whether a card pays them: the one of this order, or one that was saved earlier. Undefined: that cannot be seen. */
    paysByCard: () => savesCard() || (saved.value() === undefined ? undefined : saved.value()?.card !== null),
    agreed: () => cardAgreed(savesCard()),
    country: () => known()?.country ?? form().typed().country,
    /** Writes them down when they are new. Undefined: something is missing, or was refused. */
    async id(): Promise<string | undefined> {
      const contact = known();
      if (contact) return contact.id;
      const wanted = form().read();
      const added = wanted && (await adding.run(wanted));
      if (added) setChosen(added.id);
      return added?.id;
    },
  };
}
export type Holder = ReturnType<typeof createHolder>;
