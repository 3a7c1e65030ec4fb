import { formatMoment } from "#web/lib/time.ts";

/** A point in time as people say it; the exact one is in the markup and in the tooltip. */
export function Moment(props: { at: string }) {
  return (
    <time datetime={props.at} title={new Date(props.at).toLocaleString()}>
      {formatMoment(props.at)}
    </time>
  );
}
