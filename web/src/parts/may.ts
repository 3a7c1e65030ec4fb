import type { Access } from "#core/kernel/roles.state.ts";
import { getSession } from "#web/data/session.ts";
import { createView } from "#web/lib/view.ts";

/** Whether whoever is signed in has a role that an operation allows; undefined until that is known. The server decides. */
export function createMay(): (access: Access) => boolean | undefined {
  const session = createView(getSession, () => []);
  return ({ staff = [], member = [] }) => {
    const who = session.value();
    if (!who) return undefined;
    if (who.staff !== null) return staff.includes(who.staff);
    return who.account !== null && member.includes(who.account.role);
  };
}
