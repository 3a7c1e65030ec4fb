import type { SupportAccess } from "#core/accounts/support-access.state.ts";
import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Support access",
    about:
      "Support helps in your account only as you allow. Whatever they do there, and why, is in your activity, and you get a mail each time.",
    loading: "Loading support access",
    failed: "Support access can’t be shown right now",
    label: "May support come into this account?",
    access: {
      granted: "When I grant it",
      always: "Always, with a reason",
      never: "Never",
    } satisfies Record<SupportAccess, string>,
    closed: "Not granted now: nobody of support can come in.",
    open: "Support can come in whenever there is a reason.",
    shut: "Nobody of support can come in.",
    until: "Granted until",
    grant: (hours: number) =>
      hours % 24 === 0 && hours > 24 ? `Grant for ${hours / 24} days` : `Grant for ${hours} hours`,
    end: "End access now",
    inside: "Support is in your account",
    reason: (reason: string) => `“${reason}”`,
    since: "Since",
    latest: "until",
    notYours: "Owners and administrators decide this.",
    done: {
      granted: "Saved.",
      always: "Saved.",
      never: "Saved. Nobody of support is in your account.",
    } satisfies Record<SupportAccess, string>,
    grantedDone: "Access is granted. Support was not told: answer them, and they come in.",
    ended: "Access is over, and nobody of support is in your account.",
  },
  de: {
    title: "Support-Zugriff",
    about:
      "Der Support hilft in Ihrem Konto nur so, wie Sie es erlauben. Was er dort tut und warum, steht in Ihrer Aktivität, und Sie bekommen jedes Mal eine Mail.",
    loading: "Support-Zugriff wird geladen",
    failed: "Der Support-Zugriff kann gerade nicht angezeigt werden",
    label: "Darf der Support in dieses Konto?",
    access: {
      granted: "Wenn ich es erlaube",
      always: "Immer, mit Begründung",
      never: "Nie",
    },
    closed: "Zurzeit nicht erlaubt: Niemand vom Support kommt hinein.",
    open: "Der Support kommt hinein, wann immer es einen Grund gibt.",
    shut: "Niemand vom Support kommt hinein.",
    until: "Erlaubt bis",
    grant: (hours) =>
      hours % 24 === 0 && hours > 24 ? `Für ${hours / 24} Tage erlauben` : `Für ${hours} Stunden erlauben`,
    end: "Zugriff jetzt beenden",
    inside: "Der Support ist in Ihrem Konto",
    reason: (reason) => `„${reason}“`,
    since: "Seit",
    latest: "bis",
    notYours: "Darüber entscheiden Inhaber und Administratoren.",
    done: {
      granted: "Gespeichert.",
      always: "Gespeichert.",
      never: "Gespeichert. Niemand vom Support ist in Ihrem Konto.",
    },
    grantedDone:
      "Der Zugriff ist erlaubt. Der Support wurde nicht benachrichtigt: Antworten Sie ihm, dann kommt er hinein.",
    ended: "Der Zugriff ist beendet, und niemand vom Support ist in Ihrem Konto.",
  },
});
