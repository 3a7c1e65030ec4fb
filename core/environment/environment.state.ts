/** Of one app. All of it fits into what a program is started with on Linux, 2 MiB, and, escaped, into what a node takes. */
export const environmentMax = { variables: 100, nameCharacters: 128, valueBytes: 8 * 1024 } as const;

/** Why a variable cannot be called so. */
export function variableNameProblem(name: string): string | undefined {
  if (name === "") return "A variable needs a name.";
  if (name.length > environmentMax.nameCharacters)
    return `A name has at most ${environmentMax.nameCharacters} characters.`;
  return /^[A-Z_][A-Z0-9_]*$/.test(name)
    ? undefined
    : "A name has capital letters, digits and _ only, and does not begin with a digit: DATABASE_URL.";
}

/** Why a variable cannot have this value. Everything else reaches the app as it is. */
export function variableValueProblem(value: string): string | undefined {
  if (value.includes("\0") || !value.isWellFormed()) return "There is something in it that is no text.";
  return new TextEncoder().encode(value).length > environmentMax.valueBytes
    ? `A value has at most ${environmentMax.valueBytes / 1024} KiB.`
    : undefined;
}
