/** `used` of `total`, with the sentence a screen reader says. Turns amber from 85 % and red from 95 %. */
export function Meter(props: { used: number; total: number; label: string; tall?: boolean; plain?: boolean }) {
  const share = () => (props.total > 0 ? Math.min(1, props.used / props.total) : 0);
  const tone = () => (props.plain || share() < 0.85 ? "" : share() < 0.95 ? " meter-warn" : " meter-bad");
  return (
    <span class={`meter${props.tall ? " meter-tall" : ""}${tone()}`} role="img" aria-label={props.label}>
      <i style={{ "--share": `${(share() * 100).toFixed(1)}%` }} />
    </span>
  );
}
