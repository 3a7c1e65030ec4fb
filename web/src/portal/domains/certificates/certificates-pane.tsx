import { createMemo, createSignal, For, lazy, Show } from "solid-js";
import { mayManage } from "#core/domains/domain.state.ts";
import { type Certificate, getCertificates, removeCertificate } from "#web/data/certificates.ts";
import { createRequest } from "#web/data/request.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { toast } from "#web/ui/toast.tsx";
import type { PaneProps } from "../panes.ts";
import { AddingCard } from "./adding-card.tsx";
import { CertificateRow } from "./certificate-row.tsx";
import { namesOf } from "./certificate-words.ts";
import { text } from "./certificates.text.ts";

const UploadSheet = lazy(async () => ({ default: (await import("./upload-sheet.tsx")).UploadSheet }));
const SigningSheet = lazy(async () => ({ default: (await import("./signing-sheet.tsx")).SigningSheet }));

/** By what the domain and the names below it answer by https, until when, and what comes after that. */
export default function CertificatesPane(props: PaneProps) {
  const may = createMay();
  const certificates = createView(getCertificates, () => [props.domain.id]);
  const items = () => certificates.value()?.items ?? [];
  const [sheet, setSheet] = createSignal<"upload" | "signing">();
  const [shown, setShown] = createSignal<string>();
  const [removing, setRemoving] = createSignal<Certificate>();
  const request = createMemo(() => items().find(({ id }) => id === shown())?.request ?? undefined);
  const open = () => may(mayManage) === true;
  createPolling(() => (items().some(({ underWay }) => underWay) ? 2000 : 30_000), certificates.retry);
  // A sheet tells of its end a moment later, when another may stand open.
  const close = (mine: "upload" | "signing") => setSheet((now) => (now === mine ? undefined : now));
  return (
    <div class="stack">
      <Card title={text.title}>
        <Loaded
          padded
          from={certificates}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton label={text.loading} rows={3} />}
        >
          {(value) => (
            <Show when={value().items.length > 0} fallback={<EmptyState icon="shield" title={text.none} />}>
              <CardBody>
                <p class="second">{text.about}</p>
              </CardBody>
              <Rows>
                <For each={value().items}>
                  {(certificate) => (
                    <CertificateRow
                      certificate={certificate}
                      domain={props.domain}
                      open={open()}
                      onShowRequest={() => {
                        setShown(certificate.id);
                        setSheet("signing");
                      }}
                      onRemove={() => setRemoving(certificate)}
                    />
                  )}
                </For>
              </Rows>
            </Show>
          )}
        </Loaded>
      </Card>
      <Show when={certificates.value()}>
        <AddingCard
          domain={props.domain}
          certificates={items()}
          open={open()}
          records={props.address("dns")}
          onUpload={() => setSheet("upload")}
          onSigning={() => {
            setShown(undefined);
            setSheet("signing");
          }}
        />
      </Show>
      <Show when={sheet() === "upload"}>
        <UploadSheet domain={props.domain} onClose={() => close("upload")} />
      </Show>
      <Show when={sheet() === "signing"}>
        <SigningSheet
          domain={props.domain}
          request={request()}
          onMade={({ id }) => setShown(id)}
          onUpload={() => setSheet("upload")}
          onClose={() => close("signing")}
        />
      </Show>
      <Removing certificate={removing()} domain={props.domain} onClose={() => setRemoving(undefined)} />
    </div>
  );
}

function Removing(props: { certificate: Certificate | undefined; domain: PaneProps["domain"]; onClose: () => void }) {
  const words = text.removing;
  const removing = createRequest(removeCertificate);
  const isRequest = () => props.certificate?.state === "requested";
  const close = () => {
    removing.clear();
    props.onClose();
  };
  const confirm = async () => {
    if (!props.certificate || !(await removing.run(props.certificate.id))) return;
    toast(words.removed);
    props.onClose();
  };
  return (
    <ConfirmDialog
      open={props.certificate !== undefined}
      danger
      title={words.title(props.certificate ? namesOf(props.certificate, props.domain) : "")}
      text={isRequest() ? words.request : words.text}
      confirm={isRequest() ? words.confirmRequest : words.confirm}
      dismiss={words.dismiss}
      busy={removing.pending()}
      waits={removing.waiting() > 0}
      refusal={<Refusal of={removing} />}
      onConfirm={() => void confirm()}
      onClose={close}
    />
  );
}
