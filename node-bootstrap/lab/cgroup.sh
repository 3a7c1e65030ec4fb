# The child cgroup of one lab node. Sourced by the other scripts.

# One name for each state folder, so that whoever comes next finds what a killed run left.
lab_cgroup() {
  local mount own
  mount=$(findmnt -rnt cgroup2 -o TARGET | head -n 1)
  [[ -n $mount ]] || { echo 'no cgroup2 file system is mounted' >&2; return 1; }
  own=$(sed -n 's/^0:://p' /proc/self/cgroup)
  echo "${mount}${own%/}/rookery-lab-$(printf %s "$(realpath -m "$1")" | sha256sum | cut -c1-12)"
}

cgroup_clear() {
  [[ -d $1 ]] || return 0
  echo 1 > "$1/cgroup.kill"
  for _ in {1..250}; do
    grep -q '^populated 0' "$1/cgroup.events" && break
    sleep 0.02
  done
  # A supervisor that ends at the same time removes them as well.
  find "$1" -depth -type d -exec rmdir {} + 2> /dev/null || [[ ! -d $1 ]]
}
