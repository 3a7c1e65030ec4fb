import { SiteLog } from "#web/parts/site-log/site-log.tsx";
import type { PaneProps } from "./panes.ts";

export default function LogsPane(props: PaneProps) {
  return <SiteLog service={props.service} />;
}
