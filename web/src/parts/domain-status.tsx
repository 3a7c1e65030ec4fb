import type { Domain, DomainState } from "#web/data/domains.ts";
import { Status, type Tone } from "#web/ui/status.tsx";
import { text } from "./domain-status.text.ts";

const tones: Record<DomainState, Tone> = {
  unproven: "warn",
  proven: "ok",
  ordered: "warn",
  registering: "run",
  transferring: "run",
  active: "ok",
  redemption: "bad",
  restoring: "run",
  ended: "plain",
};

export function DomainStatus(props: { domain: Pick<Domain, "state"> }) {
  return <Status tone={tones[props.domain.state]}>{text[props.domain.state]}</Status>;
}
