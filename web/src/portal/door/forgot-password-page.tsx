import { requestReset } from "#web/data/password-reset.ts";
import { paths } from "#web/paths.ts";
import { AskByEmail } from "./ask-by-email.tsx";
import { text } from "./forgot-password.text.ts";

export default function ForgotPasswordPage() {
  return (
    <AskByEmail {...text} ask={requestReset}>
      <p class="door-other">
        {text.back}{" "}
        <a href={paths.signIn} rel="external">
          {text.signIn}
        </a>
      </p>
    </AskByEmail>
  );
}
