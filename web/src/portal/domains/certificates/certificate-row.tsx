import { For, lazy, Show } from "solid-js";
import { type Certificate, retryCertificate } from "#web/data/certificates.ts";
import type { Domain } from "#web/data/domains.ts";
import { saidFinding } from "#web/data/finding-words.text.ts";
import { getOperations, isOpen, type Operation, watchOperationLog } from "#web/data/operations.ts";
import { createRequest } from "#web/data/request.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { OperationSteps } from "#web/parts/operation-progress.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Fold } from "#web/ui/fold.tsx";
import { Meter } from "#web/ui/meter.tsx";
import { Row } from "#web/ui/rows.tsx";
import { Status } from "#web/ui/status.tsx";
import { isBrought, isOver, namesOf, shownName, spanOf, stateOf } from "./certificate-words.ts";
import { text } from "./certificates.text.ts";

const load = () => import("#web/parts/certificate-finding.tsx");
const CertificateFinding = lazy(() => load().then((part) => ({ default: part.CertificateFinding })));
const CertificateCheck = lazy(() => load().then((part) => ({ default: part.CertificateCheck })));

/** One certificate: how it is, how long it lasts, what comes after it, and what can be done. */
export function CertificateRow(props: {
  certificate: Certificate;
  domain: Domain;
  open: boolean;
  onShowRequest: () => void;
  onRemove: () => void;
}) {
  const retrying = createRequest(retryCertificate);
  const names = () => namesOf(props.certificate, props.domain);
  const state = () => stateOf(props.certificate, Date.now());
  const canRetry = () =>
    props.open && props.certificate.failure !== null && !props.certificate.underWay && !isBrought(props.certificate);
  const canCheck = () => !props.certificate.underWay && !isBrought(props.certificate);
  return (
    <Row
      icon={isBrought(props.certificate) ? "key" : "shield"}
      tone={state().tone}
      wrap
      heading
      title={<bdi>{names()}</bdi>}
      text={<Status tone={state().tone}>{state().word}</Status>}
      more={
        <div class="grid gap-2 pt-2">
          <TimeLeft certificate={props.certificate} />
          <p class="small second">
            {props.certificate.request === null ? text.methods[props.certificate.method] : text.requested}
            <Show when={props.certificate.issuer}>{(issuer) => <>, {text.by(issuer())}</>}</Show>
          </p>
          <Show when={after(props.certificate)}>{(said) => <p class="small second">{said()}</p>}</Show>
          <Show when={!props.certificate.underWay && props.certificate.failure}>
            {(failure) => (
              <p class="small">
                {foundIn(props.certificate) ?? failure().message}{" "}
                <span class="second">{text.tried(failure().inARow)}</span>
              </p>
            )}
          </Show>
          <Refusal of={retrying} />
          <Show when={props.certificate.underWay}>
            <Show when={props.certificate.finding}>
              {(finding) => (
                <CertificateFinding
                  name={names()}
                  certificate={props.certificate}
                  finding={finding()}
                  open={props.open}
                  again={(key) => retryCertificate(key, props.certificate.id)}
                />
              )}
            </Show>
            <LiveSteps certificateId={props.certificate.id} isFound={props.certificate.finding !== null} />
          </Show>
          <Show when={canCheck() && (props.open || props.certificate.check)}>
            <CertificateCheck name={names()} certificate={props.certificate} open={props.open} />
          </Show>
          <Show when={props.certificate.names.length > 3}>
            <Fold label={text.allNames}>
              {() => (
                <ul class="small">
                  <For each={props.certificate.names}>{(name) => <li>{shownName(name, props.domain)}</li>}</For>
                </ul>
              )}
            </Fold>
          </Show>
        </div>
      }
      end={
        <div class="row-end flex flex-wrap gap-2">
          <Show when={canRetry()}>
            <Button
              size="small"
              aria-label={text.retryOf(names())}
              busy={retrying.pending()}
              waits={retrying.waiting() > 0}
              onClick={() => void retrying.run(props.certificate.id)}
            >
              {text.retry}
            </Button>
          </Show>
          <Show when={props.certificate.request !== null}>
            <Button size="small" aria-label={text.showRequestOf(names())} onClick={() => props.onShowRequest()}>
              {text.showRequest}
            </Button>
          </Show>
          <Show when={props.open && isBrought(props.certificate)}>
            <Button size="small" aria-label={text.removeOf(names())} onClick={() => props.onRemove()}>
              {text.remove}
            </Button>
          </Show>
        </div>
      }
    />
  );
}

/** How much of its time is over, as a bar and in words. */
function TimeLeft(props: { certificate: Certificate }) {
  const span = () => {
    const { notBefore, notAfter } = props.certificate;
    return notBefore !== null && notAfter !== null
      ? { from: Date.parse(notBefore), to: Date.parse(notAfter) }
      : undefined;
  };
  return (
    <Show when={span()}>
      {(time) => {
        const whole = () => time().to - time().from;
        const over = () => Math.min(whole(), Math.max(0, Date.now() - time().from));
        const until = () => formatDay(new Date(time().to).toISOString());
        return (
          <Show when={!isOver(props.certificate, Date.now())} fallback={<p class="small">{text.ended(until())}</p>}>
            <div class="max-w-80">
              <Meter used={over()} total={whole()} label={text.meter(spanOf(over()), spanOf(whole()))} />
            </div>
            <p class="small figure">{text.left(spanOf(whole() - over()), spanOf(whole()), until())}</p>
          </Show>
        );
      }}
    </Show>
  );
}

/** What keeps it from being ordered, in the reader's language. */
const foundIn = ({ finding }: Certificate): string | undefined => (finding ? saidFinding(finding) : undefined);

/** What comes when its time is over. */
function after(certificate: Certificate): string | undefined {
  const { state, renewAt, underWay } = certificate;
  if (state !== "valid" || underWay) return undefined;
  if (isBrought(certificate)) return text.notRenewed;
  if (renewAt === null) return undefined;
  return Date.parse(renewAt) <= Date.now() ? text.renewedNow : text.renewedOn(formatDay(renewAt));
}

/** What is done for one that is on its way, while it is done. */
function LiveSteps(props: { certificateId: string; isFound: boolean }) {
  const operations = createView(getOperations, () => [props.certificateId]);
  createPolling(() => 2000, operations.retry);
  return (
    <Show when={operations.value()?.items.find(isOpen)}>
      {(open) => <Live operation={open()} isFound={props.isFound} />}
    </Show>
  );
}

function Live(props: { operation: Operation; isFound: boolean }) {
  const log = watchOperationLog(
    () => props.operation.id,
    () => props.operation,
  );
  return (
    <div class="pt-2" aria-live="polite">
      <Show when={!props.isFound && props.operation.waitingFor}>
        {(reason) => <p class="small pb-2">{reason().message}</p>}
      </Show>
      <OperationSteps operation={props.operation} lines={log.lines()} logFailure={log.failure()} />
    </div>
  );
}
