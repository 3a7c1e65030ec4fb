import { useParams } from "@solidjs/router";
import { createSignal } from "solid-js";
import { createRequest } from "#web/data/request.ts";
import { leaveForProvider } from "#web/data/sso.ts";
import { keepPlace } from "#web/parts/place-after.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Door } from "#web/ui/door.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text } from "./single-sign-on.text.ts";

/** Leads to the company's own sign-in. A company's link has its number in it already. */
export default function SingleSignOnPage() {
  const params = useParams<{ door?: string }>();
  const [at, setAt] = createSignal(params.door ?? "");
  const [tried, setTried] = createSignal(false);
  const leaving = createRequest(leaveForProvider);
  const submit = () => {
    setTried(true);
    if (at().trim() === "") return;
    keepPlace(window.location.search);
    void leaving.run(at().trim());
  };
  return (
    <Door title={text.title} documentTitle={text.title} line={text.line}>
      <form
        class="door-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Refusal of={leaving} />
        <TextField
          label={text.at}
          name="at"
          autocomplete="username"
          autocapitalize="off"
          spellcheck={false}
          value={at()}
          error={tried() && at().trim() === "" ? text.missing : undefined}
          onInput={(event) => {
            leaving.clear();
            setAt(event.currentTarget.value);
          }}
        />
        <Button type="submit" tone="primary" size="large" wide busy={leaving.pending()} waits={leaving.waiting() > 0}>
          {text.submit}
        </Button>
      </form>
      <p class="door-other">
        {text.other}{" "}
        <a href={paths.signIn} rel="external">
          {text.password}
        </a>
      </p>
    </Door>
  );
}
