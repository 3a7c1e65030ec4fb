import { lazy, Match, Show, Switch } from "solid-js";
import type { Host } from "#web/data/settings.ts";
import { formatDay } from "#web/lib/time.ts";
import { Status } from "#web/ui/status.tsx";
import { text as texts } from "./settings.text.ts";

const text = texts.hosts;

const HostFinding = lazy(() => import("./host-finding.tsx").then((part) => ({ default: part.HostFinding })));

/** Whether a name answers by https, and why not. */
export function HostCertificate(props: { host: Host; serviceId: string; open: boolean }) {
  return (
    <Show when={props.host.certificate}>
      {(certificate) => (
        <Switch>
          <Match when={certificate().finding}>
            {(finding) => (
              <>
                <Show when={certificate().state === "valid" && certificate().notAfter}>
                  {(until) => <Status tone="ok">{text.secured(formatDay(until()))}</Status>}
                </Show>
                <HostFinding
                  serviceId={props.serviceId}
                  name={props.host.name}
                  certificate={certificate()}
                  finding={finding()}
                  open={props.open}
                />
              </>
            )}
          </Match>
          <Match when={certificate().state === "requested"}>
            <Status tone="run">{text.securing}</Status>
          </Match>
          <Match when={certificate().state === "valid" && certificate().notAfter}>
            {(until) => <Status tone="ok">{text.secured(formatDay(until()))}</Status>}
          </Match>
          <Match when={certificate().failure}>
            {(failure) => (
              <>
                <Status tone="bad">{text.unsecured}</Status> <span class="small">{failure().message}</span>
              </>
            )}
          </Match>
        </Switch>
      )}
    </Show>
  );
}
