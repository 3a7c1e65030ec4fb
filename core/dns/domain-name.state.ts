/** Where a name was written: people mean the whole name as soon as it has a dot, files only when it ends in one. */
export interface Writing {
  /** The zone's name, in ASCII and without a dot at its end. */
  origin: string;
  by: "person" | "file";
}

const lengthMax = 253;
const labelMax = 63;
const hostLabel = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
/** Services, keys and proofs are named with underscores; hosts never are. */
const anyLabel = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/;

/** A whole name in ASCII and small letters, without a dot at its end, or undefined when it cannot be one. */
export function asciiName(written: string, labels: "host" | "any" = "any"): string | undefined {
  const text = written.replace(/\.$/, "");
  // What `URL` would take for something else than a name.
  if (text === "" || /[\s/@:?#\\%[\]<>^|*]/.test(text) || !URL.canParse(`http://${text}`)) return undefined;
  const name = new URL(`http://${text}`).hostname;
  const shape = labels === "host" ? hostLabel : anyLabel;
  const isName = name.split(".").every((label) => label.length <= labelMax && shape.test(label));
  return isName && name.length <= lengthMax ? name : undefined;
}

const within = (name: string, origin: string): boolean => name === origin || name.endsWith(`.${origin}`);

/** A name that a record points to, whole and with a dot at its end. The root is one too. */
export function targetName(written: string, { origin, by }: Writing, labels: "host" | "any"): string | undefined {
  if (written === ".") return ".";
  if (written === "@") return `${origin}.`;
  const isWhole = written.endsWith(".") || (by === "person" && written.includes("."));
  const name = asciiName(isWhole ? written : `${written}.${origin}`, labels);
  return name === undefined ? undefined : `${name}.`;
}

/** Whose record it is, relative to the zone: "" for the zone itself. Undefined outside the zone, or when it is no name. */
export function ownerName(written: string, { origin, by }: Writing): string | undefined {
  const text = written.trim();
  if (text === "" || text === "@") return "";
  const wildcard = /^\*(\.|$)/.test(text);
  const rest = wildcard ? text.slice(2) : text;
  if (wildcard && rest === "") return "*";
  const isWhole = rest.endsWith(".") || (by === "person" && within(rest.toLowerCase(), origin));
  const name = asciiName(isWhole ? rest : `${rest}.${origin}`);
  if (name === undefined || !within(name, origin) || name.length + (wildcard ? 2 : 0) > lengthMax) return undefined;
  const relative = name.slice(0, -(origin.length + 1));
  return wildcard ? (relative === "" ? "*" : `*.${relative}`) : relative;
}

/** The whole name of a record, without a dot at its end. */
export const wholeName = (name: string, origin: string): string => (name === "" ? origin : `${name}.${origin}`);
