# A pull of the account whose user runs this, by a hash of the image's name. Sourced by image-pull and by what does the work.
pulls=$HOME/.local/state/rookery/pulls
scratch=$HOME/.cache/rookery/pulls
# In memory, and only while it runs: credentials may be in it.
requests=$XDG_RUNTIME_DIR/rookery/pulls
registries=(/etc/rookery/image-registries /etc/rookery/image-registries.local)

# How an image is named, for accept: the registry always, and a tag or a digest.
reference='
  def reference:
    "[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,250}[a-zA-Z0-9])?(?::[0-9]{1,5})?" as $registry | "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*" as $part
    | length <= 500 and text($registry + "/" + $part + "(?:/" + $part + ")*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}|@sha256:[a-f0-9]{64})");
'

pull_of() { # pull_of IMAGE
  local hash
  read -r hash _ < <(sha256sum <<< "$1")
  echo "${hash:0:32}"
}
pull_unit() { echo "rookery-pull-$1.service"; }

pulling() { # pulling PULL
  case $(systemctl --user show -P ActiveState "$(pull_unit "$1")") in active | activating | deactivating) ;; *) return 1 ;; esac
}

# What an image on the node is, as a JSON object: its name by digest, and what it says of itself. Nothing where it is not there.
image_of() { # image_of NAME_BY_DIGEST
  local name
  name=$(jq -rn --arg name "$1" '$name | @uri')
  curl -sf --max-time 15 --unix-socket "$api" "http://podman/v5.0.0/libpod/images/$name/json" | jq -c --arg image "$1" '{
    image: $image,
    ports: [.Config.ExposedPorts // {} | keys[] | capture("\\A(?<port>[0-9]+)(/tcp)?\\z").port | tonumber] | unique,
    user: (.Config.User // ""),
    volumes: [.Config.Volumes // {} | keys[]],
    sizeMb: ((.Size // 0) / 1048576 | ceil)
  }' || true
}
