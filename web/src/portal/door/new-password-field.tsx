import { minimumLength, passwordStrength } from "#web/lib/password-strength.ts";
import { PasswordField } from "#web/ui/password-field.tsx";
import { text } from "./new-password.text.ts";

/** A password that is being chosen, with how good it is so far. */
export function NewPasswordField(props: {
  name: string;
  label: string;
  value: string;
  error?: string | undefined;
  /** How many characters it takes; what the API says, where a second factor may stand beside it. */
  minimum?: number | undefined;
  onInput: (value: string) => void;
  onBlur?: () => void;
}) {
  const strength = () => describe(props.value, props.minimum ?? minimumLength);
  return (
    <PasswordField
      name={props.name}
      label={props.label}
      autocomplete="new-password"
      showLabel={text.show}
      concealLabel={text.conceal}
      error={props.error}
      strength={props.error ? doubted(strength()) : strength()}
      value={props.value}
      onInput={props.onInput}
      {...(props.onBlur ? { onBlur: props.onBlur } : {})}
    />
  );
}

/** What keeps it from being sent; the server has the last word. */
export const newPasswordProblem = (password: string, minimum = minimumLength): string | undefined =>
  [...password].length >= minimum ? undefined : text.short(minimum);

/** What is refused is not praised beside it. */
const doubted = ({ reached, words }: ReturnType<typeof describe>) =>
  reached < 3 ? { reached, words } : { reached: 1, words: "" };

function describe(password: string, minimum: number): { reached: number; words: string } {
  const strength = passwordStrength(password, minimum);
  const words =
    strength.reached === 0
      ? text.strengthEmpty(minimum)
      : strength.missing > 0
        ? text.strengthShort(strength.missing)
        : strength.repeats
          ? text.strengthPlain
          : text.strengthGood;
  return { reached: strength.reached, words };
}
