# A look at a Git repository, in whoever's name. Sourced by both primitives that look, after git-input.sh.
look_input='
  field("source"; .source | type == "object"),
  field("source.kind"; .source.kind == "git"),
  (.source | git)'

# look OPTION…: what came of a look at the repository in $input; nothing where it was ended. A host may answer anything for as long as
# it likes: the look is in a unit of its own, which ends with every process of it and with the key.
look() {
  systemd-run "$@" --quiet --collect --pipe --wait --description='A look at a repository' \
    --property=MemoryMax=256M --property=MemorySwapMax=0 --property=TasksMax=64 --property=RuntimeMaxSec=20 --property=TimeoutStopSec=2 \
    --property=KillSignal=SIGKILL --property=UMask=077 --property=RuntimeDirectoryMode=0700 \
    /usr/local/lib/rookery/lib/build/look <<< "$input" 9>&- || true
}

# answer_look FOUND: never returns.
answer_look() {
  local found=$1
  [[ -n $found ]] || found='{"state": "failed", "code": "build.source_unreachable", "message": "The repository'"'"'s host did not answer in time. Check the address; where it is right, try again in a few minutes."}'
  answer --argjson found "$found" '$found'
}
