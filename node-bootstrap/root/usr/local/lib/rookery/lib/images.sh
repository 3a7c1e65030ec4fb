# Images without a registry: built once by an unprivileged user, then kept in a read-only store for every user. Sourced.
contexts=/usr/local/share/rookery/containers
store=/var/lib/rookery/images
base=docker.io/library/debian:trixie-slim

# The tag follows the content, so a changed context is another image and a stack keeps the one it was written for.
image_reference() {
  local content
  content=$(cd "$contexts/$1" && find . -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-12)
  echo "localhost/rookery/$1:$content"
}

in_store() {
  podman --root "$store" --runroot /run/rookery/images --storage-driver overlay \
    --storage-opt overlay.force_mask=shared --storage-opt overlay.mount_program=/usr/bin/fuse-overlayfs "$@"
}

# Read from the store's index: starting podman for it would cost a tenth of a second.
image_exists() {
  [[ -f $store/overlay-images/images.json ]] && jq -e --arg name "$1" 'any(.[]; .names // [] | index($name))' "$store/overlay-images/images.json" > /dev/null
}
