import type { Access } from "#core/kernel/roles.state.ts";
import { getSession } from "#web/data/session.ts";
import { createView } from "#web/lib/view.ts";

/** Whether whoever is signed in has a role that an operation allows. Until that is known, nobody has. */
export function createMay(): (access: Access) => boolean {
  const session = createView(getSession, () => []);
  return ({ staff = [], member = [] }) => {
    const { staff: staffRole = null, account = null } = session.value() ?? {};
    return staffRole === null ? account !== null && member.includes(account.role) : staff.includes(staffRole);
  };
}
