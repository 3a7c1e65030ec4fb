import { joinStaff } from "#web/data/staff-invitation.ts";
import { paths } from "#web/paths.ts";
import { text } from "./join.text.ts";
import { PasswordByLink } from "./password-by-link.tsx";

/** Where the link of an appointment leads. */
export default function JoinPage() {
  return <PasswordByLink words={text} again={paths.signIn} send={joinStaff} />;
}
