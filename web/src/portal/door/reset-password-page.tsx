import { lookAtReset, resetPassword } from "#web/data/password-reset.ts";
import { paths } from "#web/paths.ts";
import { PasswordByLink } from "./password-by-link.tsx";
import { text } from "./reset-password.text.ts";

export default function ResetPasswordPage() {
  return <PasswordByLink words={text} again={paths.forgotPassword} look={lookAtReset} send={resetPassword} />;
}
