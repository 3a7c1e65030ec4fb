import { Icon, type IconName } from "./icon.tsx";
import type { Tone } from "./status.tsx";

export function Tile(props: { icon: IconName; tone?: Tone }) {
  return (
    <span class={`tile${props.tone && props.tone !== "plain" ? ` tile-${props.tone}` : ""}`}>
      <Icon name={props.icon} />
    </span>
  );
}
