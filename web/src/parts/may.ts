import { type Access, holds } from "#core/kernel/permissions.state.ts";
import { getSession } from "#web/data/session.ts";
import { createView } from "#web/lib/view.ts";

/** Whether whoever is signed in may run what says so; undefined until it is known who that is. The server decides. */
export function createMay(): (access: Access) => boolean | undefined {
  const session = createView(getSession, () => []);
  return ({ permission, person, anyone }) => {
    const who = session.value();
    if (!who) return undefined;
    if (anyone) return true;
    // As in the kernel: in a customer's account nothing is one's own.
    if (who.acting !== null) return permission !== undefined && holds({ type: "acting" }, permission);
    if (person) return true;
    if (permission === undefined) return false;
    if (who.staff !== null) return holds({ type: "staff", role: who.staff }, permission);
    return who.account !== null && holds({ type: "member", role: who.account.role }, permission);
  };
}
