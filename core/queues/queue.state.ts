import { may } from "../kernel/permissions.state.ts";

/** Who may send dead messages back or discard them. All of staff may look. */
export const mayRedrive = may("queue:manage");
