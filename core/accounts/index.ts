export { type Belonging, belonging, get, noteSeen, ofPerson, open, withNumber } from "./account.ts";
export { grantableBy, invitableBy, isLimitable, mayManage } from "./member.state.ts";
export {
  change,
  join,
  lockMembers,
  type MembershipRow,
  memberById,
  membershipOf,
  type Place,
  remove,
} from "./membership.ts";
