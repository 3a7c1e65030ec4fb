import { requestRegistration } from "#web/data/registration.ts";
import { paths } from "#web/paths.ts";
import { AskByEmail } from "./ask-by-email.tsx";
import { text } from "./register.text.ts";

export default function RegisterPage() {
  return (
    <AskByEmail {...text} ask={requestRegistration}>
      <p class="door-other">
        {text.haveOne}{" "}
        <a href={paths.signIn + window.location.search} rel="external">
          {text.signIn}
        </a>
      </p>
    </AskByEmail>
  );
}
