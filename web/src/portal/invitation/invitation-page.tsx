import { createResource, Match, Show, Switch } from "solid-js";
import {
  acceptInvitation,
  type InvitationPreview,
  joinByInvitation,
  keepInvitation,
  previewInvitation,
} from "#web/data/invitation.ts";
import type { NewPerson } from "#web/data/registration.ts";
import { createRequest } from "#web/data/request.ts";
import { getSession, signOut } from "#web/data/session.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { text as roles } from "#web/parts/roles.text.ts";
import { paths, signInFrom } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Door } from "#web/ui/door.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { DoorEnd } from "../door/door-form.tsx";
import { NewPersonForm } from "../door/new-person-form.tsx";
import { text } from "./invitation.text.ts";

/** A new document: what the session is of is not what it was. */
const begin = () => window.location.replace(paths.overview);

/** Where the link of an invitation leads: whoever holds it signs in, or registers, and joins. */
export default function InvitationPage() {
  const token = keepInvitation();
  const [known, { refetch }] = createResource(async () => {
    const [invitation, session] = await Promise.all([previewInvitation(token), getSession()]);
    return { invitation, email: session?.person.email ?? null };
  });
  return (
    <Switch
      fallback={
        <Door title={text.loading} documentTitle={text.documentTitle} line={text.loadingLine}>
          {null}
        </Door>
      }
    >
      <Match when={known.error as Error | undefined}>
        {(failure) => (
          <DoorEnd title={text.failedTitle} line={failure().message}>
            <Button size="large" wide onClick={() => void refetch()}>
              {text.again}
            </Button>
            <LinkButton size="large" wide href={paths.overview}>
              {text.back}
            </LinkButton>
          </DoorEnd>
        )}
      </Match>
      <Match when={known()}>
        {(found) => <Known token={token} invitation={found().invitation} email={found().email} />}
      </Match>
    </Switch>
  );
}

function Known(props: { token: string; invitation: InvitationPreview; email: string | null }) {
  const over = () => (props.invitation.state === "open" ? undefined : props.invitation.state);
  return (
    <Switch fallback={<Newcomer token={props.token} invitation={props.invitation} />}>
      <Match when={over()}>
        {(state) => (
          <DoorEnd title={text.over[state()]} line={text.overLine[state()]}>
            <LinkButton tone="primary" size="large" wide href={paths.overview}>
              {props.email === null ? text.toSignIn : text.back}
            </LinkButton>
          </DoorEnd>
        )}
      </Match>
      <Match when={props.email === props.invitation.email}>
        <Accept token={props.token} invitation={props.invitation} />
      </Match>
      <Match when={props.email}>{(own) => <Elsewhere invited={props.invitation.email} own={own()} />}</Match>
      <Match when={props.invitation.known}>
        <Door
          title={text.title(props.invitation.accountName)}
          documentTitle={text.documentTitle}
          line={text.signInLine(props.invitation.email)}
        >
          <div class="door-form">
            <a
              class="button button-primary button-large button-wide"
              href={signInFrom(paths.invitation)}
              rel="external"
            >
              {text.signIn}
            </a>
          </div>
        </Door>
      </Match>
    </Switch>
  );
}

const lineOf = ({ invitedBy, role, limited }: InvitationPreview): string =>
  [text.line(invitedBy, roles.role[role]), roles.about[role], ...(limited ? [text.limited] : [])].join(" ");

function Accept(props: { token: string; invitation: InvitationPreview }) {
  const accepting = createRequest(acceptInvitation);
  const accept = async () => (await accepting.run(props.token)) && begin();
  return (
    <Door
      title={text.title(props.invitation.accountName)}
      documentTitle={text.documentTitle}
      line={lineOf(props.invitation)}
    >
      <div class="door-form">
        <Refusal of={accepting} />
        <Button tone="primary" size="large" wide busy={accepting.pending()} onClick={() => void accept()}>
          {text.accept}
        </Button>
        <p class="small second">{text.acceptAs(props.invitation.email)}</p>
      </div>
    </Door>
  );
}

function Elsewhere(props: { invited: string; own: string }) {
  const leaving = createRequest(signOut);
  const leave = async () => {
    await leaving.run();
    if (!leaving.failure()) window.location.reload();
  };
  return (
    <DoorEnd title={text.otherTitle} line={text.otherLine(props.invited, props.own)}>
      <Refusal of={leaving} />
      <Button tone="primary" size="large" wide busy={leaving.pending()} onClick={() => void leave()}>
        {text.signOut}
      </Button>
      <LinkButton size="large" wide href={paths.overview}>
        {text.back}
      </LinkButton>
    </DoorEnd>
  );
}

function Newcomer(props: { token: string; invitation: InvitationPreview }) {
  const joining = createRequest(joinByInvitation);
  const submit = async (person: NewPerson) => (await joining.run(props.token, person)) && begin();
  return (
    <Door
      title={text.title(props.invitation.accountName)}
      documentTitle={text.documentTitle}
      line={`${lineOf(props.invitation)} ${text.joinLine(props.invitation.email)}`}
    >
      <Show when={props.invitation.email} keyed>
        {(email) => (
          <NewPersonForm email={email} opensAccount={false} submit={text.join} attempt={joining} onSubmit={submit} />
        )}
      </Show>
    </Door>
  );
}
