import { type ComponentProps, splitProps } from "solid-js";
import { Icon, type IconName } from "./icon.tsx";

/** A button that is only a picture: `label` is its name for everybody who cannot see it. */
export function IconButton(
  props: { icon: IconName; label: string; filled?: boolean } & Omit<ComponentProps<"button">, "aria-label">,
) {
  const [own, rest] = splitProps(props, ["icon", "label", "filled", "class", "type"]);
  return (
    <button
      {...rest}
      type={own.type ?? "button"}
      class={`icon-button${own.filled ? " icon-button-filled" : ""}${own.class ? ` ${own.class}` : ""}`}
      aria-label={own.label}
      title={own.label}
    >
      <Icon name={own.icon} />
    </button>
  );
}
