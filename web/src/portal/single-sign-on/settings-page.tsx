import { Show } from "solid-js";
import { getSession } from "#web/data/session.ts";
import { getSso, type SsoSettings } from "#web/data/sso.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { DomainsCard } from "./domains-card.tsx";
import { ProviderCard } from "./provider-card.tsx";
import { text } from "./settings.text.ts";
import { StateCard } from "./state-card.tsx";

/** Of an account for its members, and of the platform for staff. */
export default function SingleSignOnSettingsPage() {
  const settings = createView(getSso, () => []);
  const session = createView(getSession, () => []);
  const isStaff = () => session.value()?.staff != null;
  return (
    <>
      <PageHead
        title={text.title}
        line={<PageLine from={settings}>{(value) => text.lines[stateOf(value())]}</PageLine>}
      />
      <Loaded
        from={settings}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton label={text.loading} rows={4} />}
      >
        {(value) => (
          <div class="columns">
            <ProviderCard connection={value().connection} staff={isStaff()} />
            <div class="stack">
              <Show when={value().connection}>
                {(connection) => <StateCard connection={connection()} staff={isStaff()} />}
              </Show>
              <AtTheProvider settings={value()} />
              <Show when={value().connection}>{(connection) => <DomainsCard connection={connection()} />}</Show>
            </div>
          </div>
        )}
      </Loaded>
    </>
  );
}

function stateOf({ connection }: SsoSettings): "none" | "off" | "on" | "only" {
  if (!connection) return "none";
  if (!connection.enabled) return "off";
  return connection.enforced ? "only" : "on";
}

function AtTheProvider(props: { settings: SsoSettings }) {
  const words = text.there;
  return (
    <Card title={words.title}>
      <CardBody class="stack">
        <p class="second">{words.line}</p>
        <div class="field">
          <span class="field-label">{words.redirect}</span>
          <CopyField value={props.settings.redirectUri} label={words.copy} copiedLabel={words.copied} />
        </div>
        <div class="field">
          <span class="field-label">{words.signIn}</span>
          <CopyField value={props.settings.signInUrl} label={words.copy} copiedLabel={words.copied} />
        </div>
      </CardBody>
    </Card>
  );
}
