import { Show } from "solid-js";
import { finishRegistration, type NewPerson } from "#web/data/registration.ts";
import { createRequest } from "#web/data/request.ts";
import { takeFragment } from "#web/lib/fragment.ts";
import { takePlaceOfLink } from "#web/parts/place-after.ts";
import { paths } from "#web/paths.ts";
import { Door } from "#web/ui/door.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { DoorEnd, isVoid } from "./door-form.tsx";
import { text } from "./finish-registration.text.ts";
import { NewPersonForm } from "./new-person-form.tsx";

export default function FinishRegistrationPage() {
  const given = takeFragment();
  const token = given.get("token") ?? "";
  const email = given.get("email") ?? "";
  const attempt = createRequest(finishRegistration);
  // A new document: who is signed in now is not who was before.
  const submit = async (person: NewPerson) =>
    (await attempt.run(token, person)) && window.location.replace(takePlaceOfLink(Date.now()));

  return (
    <Show
      when={token !== "" && !isVoid(attempt.failure())}
      fallback={
        <DoorEnd title={text.voidTitle} line={text.voidLine}>
          <LinkButton tone="primary" size="large" wide href={paths.register}>
            {text.again}
          </LinkButton>
          <LinkButton size="large" wide href={paths.signIn}>
            {text.signIn}
          </LinkButton>
        </DoorEnd>
      }
    >
      <Door title={text.title} documentTitle={text.title} line={text.line(email)}>
        <NewPersonForm email={email} opensAccount submit={text.submit} attempt={attempt} onSubmit={submit} />
      </Door>
    </Show>
  );
}
