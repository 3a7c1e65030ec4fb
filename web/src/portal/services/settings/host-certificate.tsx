import { lazy, Match, Show, Switch } from "solid-js";
import { type Host, secureHost } from "#web/data/settings.ts";
import { formatDay } from "#web/lib/time.ts";
import { Status } from "#web/ui/status.tsx";
import { text as texts } from "./settings.text.ts";

const text = texts.hosts;

const load = () => import("#web/parts/certificate-finding.tsx");
const CertificateFinding = lazy(() => load().then((part) => ({ default: part.CertificateFinding })));
const CertificateCheck = lazy(() => load().then((part) => ({ default: part.CertificateCheck })));

/** Whether a name answers by https, and why not. */
export function HostCertificate(props: { host: Host; serviceId: string; open: boolean }) {
  return (
    <Show when={props.host.certificate}>
      {(certificate) => {
        const secured = () => (
          <Show when={certificate().state === "valid" && certificate().notAfter}>
            {(until) => <Status tone="ok">{text.secured(formatDay(until()))}</Status>}
          </Show>
        );
        const check = () => (
          <Show when={!certificate().brought && (props.open || certificate().check)}>
            <CertificateCheck name={props.host.name} certificate={certificate()} open={props.open} />
          </Show>
        );
        return (
          <Switch>
            <Match when={certificate().finding}>
              {(finding) => (
                <>
                  {secured()}
                  <CertificateFinding
                    name={props.host.name}
                    certificate={certificate()}
                    finding={finding()}
                    open={props.open}
                    again={(key) => secureHost(key, props.serviceId, props.host.name)}
                  />
                </>
              )}
            </Match>
            <Match when={certificate().state === "requested"}>
              <Status tone="run">{text.securing}</Status>
            </Match>
            <Match when={certificate().state === "valid"}>
              {secured()}
              {check()}
            </Match>
            <Match when={certificate().failure}>
              {(failure) => (
                <>
                  <p>
                    <Status tone="bad">{text.unsecured}</Status> <span class="small">{failure().message}</span>
                  </p>
                  {check()}
                </>
              )}
            </Match>
          </Switch>
        );
      }}
    </Show>
  );
}
