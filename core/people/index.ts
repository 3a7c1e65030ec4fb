export { accept as acceptInvitation, InvitationPreview, joinAsNewcomer, preview } from "./acceptance.ts";
export {
  Invitation,
  invitationById,
  invite,
  issue as issueInvitation,
  list as listInvitations,
  resend as resendInvitation,
  withdraw as withdrawInvitation,
} from "./invitation.ts";
export { change as changeMember, remove as removeMember } from "./members.ts";
export { AccountName, leave, list as listAccounts, Opened, OwnAccount, openAccount, switchTo } from "./own-accounts.ts";
export {
  accept as acceptOwnership,
  list as listTransfers,
  Offered,
  OwnershipTransfer,
  offer as offerOwnership,
  transferById,
  withdraw as withdrawTransfer,
} from "./ownership-transfer.ts";
export { forgetEnded } from "./retention.ts";
