#!/bin/bash
# Prints where the lab's cache keeps a built image: its name follows from everything that it is made of, its parents included.
# usage: cached-image.sh CACHE NAME
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
source "$here/base.sh"
cd "$here/../containers"

files() { # files NAME
  local parent
  find "$1" -type f -print0 | sort -z | xargs -0 sha256sum
  for parent in $(sed -nE 's|^FROM localhost/rookery/([^:]+):.*|\1|p' "$1/Containerfile" | sort -u); do files "$parent"; done
}
echo "$1/image-$2-$({ echo "1 $base_made_of"; files "$2"; } | sha256sum | cut -c1-16).tar"
