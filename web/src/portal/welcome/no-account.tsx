import { createSignal, Show } from "solid-js";
import { openAccount } from "#web/data/account.ts";
import { refusedAt } from "#web/data/api.ts";
import { createRequest } from "#web/data/request.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text } from "./no-account.text.ts";

/** For whoever is signed in and belongs to no account, or to none any more. */
export function NoAccount(props: {
  name: string /** The account that lets them in through its provider alone. */;
  ssoOnly: number | null;
}) {
  const [name, setName] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const opening = createRequest(openAccount);
  const refused = () => refusedAt(opening.failure(), "name");
  const submit = async () => {
    setTried(true);
    if (name().trim() !== "" && (await opening.run(name().trim()))) window.location.assign(paths.overview);
  };
  return (
    <>
      <PageHead
        title={text.title(props.name)}
        documentTitle={text.documentTitle}
        line={props.ssoOnly === null ? text.line : ""}
      />
      <Show when={props.ssoOnly}>
        {(number) => (
          <div class="mb-6">
            <Notice
              tone="warn"
              title={text.elsewhere}
              actions={
                <LinkButton size="small" href={paths.singleSignOnAt(String(number()))}>
                  {text.toProvider}
                </LinkButton>
              }
            >
              {text.elsewhereText(number())}
            </Notice>
          </div>
        )}
      </Show>
      <div class="columns">
        <Card title={text.open}>
          <CardBody>
            <form
              class="stack"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                void submit();
              }}
            >
              <p class="second">{text.openText}</p>
              <Refusal of={opening} hidden={refused() !== undefined} />
              <TextField
                label={text.name}
                name="accountName"
                autocomplete="organization"
                required
                maxLength={80}
                error={tried() && name().trim() === "" ? text.missing : refused()}
                value={name()}
                onInput={(event) => setName(event.currentTarget.value)}
              />
              <Button type="submit" tone="primary" size="large" wide busy={opening.pending()}>
                {text.submit}
              </Button>
            </form>
          </CardBody>
        </Card>
        <Card title={text.documentTitle} titleHidden>
          <Rows>
            <Row icon="users" heading title={text.invited} text={text.invitedText} />
            <Row
              icon="shield"
              heading
              wrap
              title={text.security}
              text={text.securityText}
              end={
                <LinkButton size="small" href={paths.security}>
                  {text.toSecurity}
                </LinkButton>
              }
            />
          </Rows>
        </Card>
      </div>
    </>
  );
}
