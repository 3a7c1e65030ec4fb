/** Where something stands in a file, from its top. */
export type Path = readonly (string | number)[];

/** `services.web.volumes[0]`. */
export const where = (path: Path): string =>
  path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`),
    "",
  );
