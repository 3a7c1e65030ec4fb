import { IconButton } from "#web/ui/icon-button.tsx";
import { text } from "./catalogue.text.ts";

/** One place up or down; at the ends the other one alone. */
export function Mover(props: {
  name: string;
  first: boolean;
  last: boolean;
  busy: boolean;
  onMove: (by: -1 | 1) => void;
}) {
  return (
    <span class="flex justify-end">
      <IconButton
        icon="up"
        label={text.up(props.name)}
        disabled={props.first || props.busy}
        onClick={() => props.onMove(-1)}
      />
      <IconButton
        icon="down"
        label={text.down(props.name)}
        disabled={props.last || props.busy}
        onClick={() => props.onMove(1)}
      />
    </span>
  );
}
