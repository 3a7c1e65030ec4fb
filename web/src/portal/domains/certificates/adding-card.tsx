import { Show } from "solid-js";
import { type Certificate, orderCertificate } from "#web/data/certificates.ts";
import type { Domain } from "#web/data/domains.ts";
import { createRequest } from "#web/data/request.ts";
import { getZone } from "#web/data/zones.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { isBrought } from "./certificate-words.ts";
import { text as texts } from "./certificates.text.ts";

const text = texts.adding;

/** The ways to another certificate. */
export function AddingCard(props: {
  domain: Domain;
  certificates: readonly Certificate[];
  open: boolean;
  /** Where the DNS of the domain is kept. */
  records: string;
  onUpload: () => void;
  onSigning: () => void;
}) {
  const zone = createView(getZone, () => [props.domain.id]);
  const ordering = createRequest(orderCertificate);
  const wildcard = () =>
    props.certificates.some((one) => !isBrought(one) && one.names.includes(`*.${props.domain.name}`));
  const isHere = () => zone.value()?.zone?.hosted === "rookery";
  // One that was registered just now gets its zone in a moment.
  createPolling(() => (isHere() ? undefined : 5000), zone.retry);
  return (
    <Card title={text.title}>
      <Show
        when={props.open}
        fallback={
          <CardBody>
            <p class="second">{text.notYours}</p>
          </CardBody>
        }
      >
        <Show when={ordering.failure()}>
          <CardBody>
            <Refusal of={ordering} />
          </CardBody>
        </Show>
        <Rows>
          <Show when={!wildcard()}>
            <Row
              icon="shield"
              wrap
              heading
              title={text.wildcard(props.domain.shown)}
              text={zone.value() === undefined || isHere() ? text.wildcardText : text.wildcardElsewhere}
              end={
                <div class="row-end">
                  <Show
                    when={zone.value() === undefined || isHere()}
                    fallback={<LinkButton href={props.records}>{text.toDns}</LinkButton>}
                  >
                    <Button
                      tone="primary"
                      busy={ordering.pending()}
                      waits={ordering.waiting() > 0 || !isHere()}
                      onClick={() => void ordering.run(props.domain.id)}
                    >
                      {text.order}
                    </Button>
                  </Show>
                </div>
              }
            />
          </Show>
          <Row
            icon="tray"
            wrap
            heading
            title={text.upload}
            text={text.uploadText}
            end={
              <div class="row-end">
                <Button onClick={() => props.onUpload()}>{text.uploadButton}</Button>
              </div>
            }
          />
          <Row
            icon="key"
            wrap
            heading
            title={text.signing}
            text={text.signingText}
            end={
              <div class="row-end">
                <Button onClick={() => props.onSigning()}>{text.signingButton}</Button>
              </div>
            }
          />
        </Rows>
      </Show>
    </Card>
  );
}
