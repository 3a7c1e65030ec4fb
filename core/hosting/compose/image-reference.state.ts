export interface ImageReference {
  readonly registry: string;
  /** Below the registry, with `library/` where Docker leaves it out. */
  readonly path: string;
  readonly tag?: string;
  readonly digest?: string;
}

const component = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const grammar = new RegExp(
  `^(?:([a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::[0-9]{1,5})?)/)?(${component}(?:/${component})*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(sha256:[a-f0-9]{64}))?$`,
);

/** A name as Docker reads it, with everything said that it leaves out; undefined when it is none. */
export function imageReference(written: string): ImageReference | undefined {
  if (written.length > 500) return undefined;
  // The grammar alone would take the first folder of `library/nginx` for a registry.
  const first = written.split("/", 1)[0] ?? "";
  const named = written.includes("/") && (/[.:]/.test(first) || first === "localhost");
  const match = grammar.exec(named ? written : `docker.io/${written}`);
  if (!match) return undefined;
  const [, host = "", repository = "", tag, digest] = match;
  const registry = host.toLowerCase() === "index.docker.io" ? "docker.io" : host.toLowerCase();
  const path = registry === "docker.io" && !repository.includes("/") ? `library/${repository}` : repository;
  return { registry, path, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** The whole name. A digest says more than a tag, and engines take one of them. */
export function imageName({ registry, path, tag, digest }: ImageReference): string {
  return `${registry}/${path}${digest === undefined ? `:${tag ?? "latest"}` : `@${digest}`}`;
}
