import { formatDuration } from "#web/lib/time.ts";
import { SelectField } from "#web/ui/select-field.tsx";
import { text } from "./jobs.text.ts";

const usual = [60, 600, 3600, 6 * 3600];

/** How long a run may take. */
export function LimitField(props: { seconds: number; onChange: (seconds: number) => void }) {
  const options = () =>
    [...new Set([...usual, props.seconds])]
      .toSorted((a, b) => a - b)
      .map((seconds) => ({ value: String(seconds), label: formatDuration(seconds * 1000) }));
  return (
    <SelectField
      label={text.command.limit}
      options={options()}
      value={String(props.seconds)}
      onChange={(value) => props.onChange(Number(value))}
    />
  );
}
