import { type Accessor, For, type JSX, Show } from "solid-js";
import { may as access } from "#core/kernel/permissions.state.ts";
import { type Certificate, checkCertificate, fixCertificate } from "#web/data/certificates.ts";
import { saidFinding } from "#web/data/finding-words.text.ts";
import { createRequest } from "#web/data/request.ts";
import { formatDeadline } from "#web/lib/time.ts";
import { Button } from "#web/ui/button.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { Status } from "#web/ui/status.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./certificate-finding.text.ts";
import { createMay } from "./may.ts";
import { Refusal } from "./refusal.tsx";

type Looked = Pick<Certificate, "id" | "state" | "check">;
type Finding = NonNullable<Certificate["finding"]>;

/** The one thing that keeps a name from having its certificate, while that waits, and what puts it right. */
export function CertificateFinding(props: {
  name: string;
  certificate: Looked;
  finding: Finding;
  open: boolean;
  /** Has it looked at once more by what waits for it. */
  again: (idempotencyKey: string) => Promise<unknown>;
}) {
  const looking = createRequest(props.again);
  return (
    <Wrong
      name={props.name}
      certificateId={props.certificate.id}
      finding={() => props.finding}
      open={props.open}
      before={<Status tone="warn">{props.certificate.state === "valid" ? text.renewalWaits : text.waits}</Status>}
      after={text.byItself}
    >
      <Refusal of={looking} />
      <Again name={props.name} of={looking} label={text.again} labelOf={text.againOf} />
    </Wrong>
  );
}

/** What an authority would find at a name now, on demand: the one thing that is wrong, or that all is well. */
export function CertificateCheck(props: { name: string; certificate: Looked; open: boolean }) {
  const checking = createRequest((key: string) => checkCertificate(key, props.certificate.id));
  const at = () => formatDeadline(props.certificate.check?.at ?? "");
  const fine = () => (props.certificate.state === "valid" ? text.fine : text.fineAnew);
  const button = () => (
    <Again
      name={props.name}
      of={checking}
      label={props.certificate.check ? text.checkAgain : text.check}
      labelOf={props.certificate.check ? text.checkAgainOf : text.checkOf}
    />
  );
  return (
    <Show
      when={props.certificate.check?.finding}
      fallback={
        <div class="grid gap-2">
          <Show when={props.certificate.check}>
            <p class="small second" role="status">
              {fine()(at())}
            </p>
          </Show>
          <Refusal of={checking} />
          <Show when={props.open}>
            <div class="page-actions">{button()}</div>
          </Show>
        </div>
      }
    >
      {(finding) => (
        <Wrong
          name={props.name}
          certificateId={props.certificate.id}
          finding={finding}
          open={props.open}
          before={<Status tone="warn">{text.wrong}</Status>}
          after={text.checkedAt(at())}
        >
          <Refusal of={checking} />
          {button()}
        </Wrong>
      )}
    </Show>
  );
}

/** What is wrong, the records that put it right, and the button that sets them. */
function Wrong(props: {
  name: string;
  certificateId: string;
  finding: Accessor<Finding>;
  open: boolean;
  before: JSX.Element;
  after: string;
  /** More that can be done. */
  children: JSX.Element;
}) {
  const may = createMay();
  const fixing = createRequest((key: string) => fixCertificate(key, props.certificateId));
  const records = () => [
    ...props.finding().removes.map((record) => ({ record, label: text.remove })),
    ...props.finding().adds.map((record) => ({ record, label: text.add })),
  ];
  const isFixable = () => props.finding().fixable && may(access("zone:manage")) === true;
  const fix = async () => {
    if (await fixing.run()) toast(text.done);
  };
  return (
    <div class="grid gap-2">
      <p role="status">
        {props.before} <span class="small wrap-anywhere">{saidFinding(props.finding())}</span>{" "}
        <span class="small second">{props.after}</span>
      </p>
      <For each={records()}>
        {({ record, label }) => (
          <div>
            <p class="small second">
              {label}: {record.type} <bdi class="mono">{record.name}</bdi>
            </p>
            <CopyField value={record.data} label={text.copy} copiedLabel={text.copied} />
          </div>
        )}
      </For>
      <Refusal of={fixing} />
      <Show when={props.open}>
        <div class="page-actions">
          <Show when={isFixable()}>
            <Button
              size="small"
              aria-label={text.fixOf(props.name)}
              busy={fixing.pending()}
              waits={fixing.waiting() > 0}
              onClick={() => void fix()}
            >
              {text.fix}
            </Button>
          </Show>
          {props.children}
        </div>
      </Show>
    </div>
  );
}

function Again(props: {
  name: string;
  of: { pending: () => boolean; waiting: () => number; run: () => Promise<unknown> };
  label: string;
  labelOf: (name: string) => string;
}) {
  return (
    <Button
      size="small"
      aria-label={props.labelOf(props.name)}
      busy={props.of.pending()}
      waits={props.of.waiting() > 0}
      onClick={() => void props.of.run()}
    >
      {props.label}
    </Button>
  );
}
