import { countries } from "#core/accounts/country.state.ts";
import { countryName } from "#web/lib/country.ts";
import { SelectField } from "#web/ui/select-field.tsx";

const options = countries
  .map((code) => ({ value: code, label: countryName(code) }))
  .toSorted((a, b) => a.label.localeCompare(b.label));

/** All countries, by their names in the reader's language. */
export function CountryField(props: {
  label: string;
  /** As long as none is chosen. */
  none: string;
  value: string;
  error?: string | undefined;
  onChange: (code: string) => void;
}) {
  return (
    <SelectField
      label={props.label}
      name="country"
      options={[{ value: "", label: props.none }, ...options]}
      value={props.value}
      error={props.error}
      onChange={props.onChange}
    />
  );
}
