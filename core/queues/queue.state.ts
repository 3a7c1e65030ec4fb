import { type Access, staff } from "../kernel/roles.state.ts";

/** Who may send dead messages back or discard them. All of staff may look. */
export const mayRedrive: Access = { staff: staff.operators };
