import type { SaleState } from "#core/catalog/catalog.state.ts";
import { Status, type Tone } from "#web/ui/status.tsx";
import { text } from "./catalogue.text.ts";

const tones: Record<SaleState, Tone> = { draft: "run", on_sale: "ok", retired: "plain" };
export const SaleStatus = (props: { state: SaleState }) => (
  <Status tone={tones[props.state]}>{text.states[props.state]}</Status>
);
