# How a Git repository is named, for accept. Sourced by the primitives that take one.
# Git and ssh get these as arguments or in files, never by way of a shell; whatever could be an option, a helper program or another
# transport does not fit in the first place.
git_input='
  def name: "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
  def dns: name + "(?:\\." + name + ")*\\.?";
  def at: dns + "(?::[0-9]{1,5})?";
  def path: "[A-Za-z0-9._~/@%+=:,-]{1,500}";
  def https: text("https://(?:[A-Za-z0-9._~%+=-]{1,200}(?::[A-Za-z0-9._~%+=-]{1,500})?@)?" + at + "/" + path);
  def ssh: text("ssh://(?:[A-Za-z0-9_][A-Za-z0-9._-]{0,63}@)?" + at + "/" + path) or text("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}@" + dns + ":[A-Za-z0-9_~/.]" + path);
  def ref: text("[A-Za-z0-9_](?:[A-Za-z0-9._/+@#=-]{0,198}[A-Za-z0-9_+@#=-])?") and (test("\\.\\.|@\\{|//|/\\.|\\.lock(/|\\z)") | not);
  def lines: type == "string" and (test("[\\x00-\\x08\\x0b-\\x1f\\x7f]") | not);
  def git:
    field("source"; only(["kind", "url", "ref", "key", "knownHosts"])),
    field("source.url"; .url | https or ssh),
    field("source.ref"; .ref | ref),
    field("source.key"; .key | . == null or (lines and length <= 16384 and test("\\A-----BEGIN [A-Z ]*PRIVATE KEY-----\n"))),
    field("source.knownHosts"; .knownHosts | . == null or (lines and length <= 16384));
'
