import { requestRegistration } from "#web/data/registration.ts";
import { keepPlaceForLink } from "#web/parts/place-after.ts";
import { paths } from "#web/paths.ts";
import { AskByEmail } from "./ask-by-email.tsx";
import { text } from "./register.text.ts";

/** Whoever came for something finds it when they have opened the link. */
const ask = (idempotencyKey: string, email: string): Promise<true> => {
  keepPlaceForLink(window.location.search, Date.now());
  return requestRegistration(idempotencyKey, email);
};

export default function RegisterPage() {
  return (
    <AskByEmail {...text} ask={ask}>
      <p class="door-other">
        {text.haveOne}{" "}
        <a href={paths.signIn + window.location.search} rel="external">
          {text.signIn}
        </a>
      </p>
    </AskByEmail>
  );
}
