export { type Belonging, belonging, get, noteSeen, ofPerson, open, requireFactors, withNumber } from "./account.ts";
export { AccountDetails, Contact, details, detailsOf, update as updateDetails } from "./contact.ts";
export { addNote, removeNote } from "./customer-note.ts";
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
export { rolesIn } from "./people.ts";
export {
  changeSupportSetting,
  membersWhoMay,
  ownersOf,
  shownSupportSetting,
  supportSetting,
} from "./support-access.ts";
