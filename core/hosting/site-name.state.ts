/** Names that would read as ours, or that software treats specially. */
const reserved = new Set(
  "www mail smtp imap pop ftp sftp ssh ns ns1 ns2 mx api app apps admin dashboard portal status support billing login account accounts secure static assets cdn node nodes root localhost rookery postmaster hostmaster webmaster abuse security autoconfig autodiscover test".split(
    " ",
  ),
);

/** Why a text cannot be a site's name, or undefined when it can. The form and the server ask the same question. */
export function siteNameProblem(name: string): string | undefined {
  if (name.length < 3) return "At least 3 characters.";
  if (name.length > 40) return "At most 40 characters.";
  if (!/^[a-z0-9-]+$/.test(name)) return "Only small letters, digits and hyphens.";
  if (!/^[a-z0-9].*[a-z0-9]$/.test(name)) return "Begin and end with a letter or a digit.";
  // The third and fourth place mark internationalised names, which this is not.
  if (name.includes("--")) return "No two hyphens in a row.";
  if (reserved.has(name)) return "This name is reserved.";
  return undefined;
}
