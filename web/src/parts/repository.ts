import { isBranch, isFolder, readGitAddress } from "#core/sources/git-address.state.ts";
import { publishedKey, readHostKey } from "#core/sources/host-key.state.ts";
import { text } from "./repository.text.ts";

/** Which repository, as it was typed. What opens it is not part of it. */
export interface TypedRepository {
  url: string;
  branch: string;
  folder: string;
  hostKey: string;
}
export type RepositoryField = keyof TypedRepository;

export function schemeOf({ url }: Pick<TypedRepository, "url">): "https" | "ssh" | undefined {
  const read = readGitAddress(url);
  return "url" in read ? read.scheme : undefined;
}

/** Of ssh, where nobody published the key of the server. */
export function needsHostKey({ url }: Pick<TypedRepository, "url">): boolean {
  const read = readGitAddress(url);
  return "url" in read && read.scheme === "ssh" && publishedKey(read) === undefined;
}

/** The first field that cannot be used as it is, and why. */
export function repositoryProblem(typed: TypedRepository): { field: RepositoryField; message: string } | undefined {
  const wrong: [RepositoryField, boolean][] = [
    ["url", schemeOf(typed) === undefined],
    ["hostKey", needsHostKey(typed) && readHostKey(typed.hostKey) === undefined],
    ["branch", !isBranch(typed.branch.trim())],
    ["folder", !isFolder(typed.folder.trim().replace(/^\.?\/+|\/+$/g, ""))],
  ];
  const [first] = wrong.flatMap(([field, isWrong]) => (isWrong ? [field] : []));
  return first && { field: first, message: text.problems[first] };
}
