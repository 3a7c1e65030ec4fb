# Images without a registry: built once by an unprivileged user, then kept in a read-only store for every user. Sourced.
contexts=/usr/local/share/rookery/containers
store=/var/lib/rookery/images
base=docker.io/library/debian:trixie-slim

# Counted up with every change, so that a stack keeps the image it was written for.
image_reference() { echo "localhost/rookery/$1:$(cat "$contexts/$1/VERSION")"; }

in_store() {
  podman --root "$store" --runroot /run/rookery/images --storage-driver overlay \
    --storage-opt overlay.force_mask=shared --storage-opt overlay.mount_program=/usr/bin/fuse-overlayfs "$@"
}

# There while an image that the index names already is not everybody's to read yet.
keeping() { echo "/run/rookery/keeping-$1"; }

# Read from the store's index: starting podman for it would cost a tenth of a second.
image_exists() {
  [[ -f $store/overlay-images/images.json ]] && jq -e --arg name "$1" 'any(.[]; .names // [] | index($name))' "$store/overlay-images/images.json" > /dev/null
}
