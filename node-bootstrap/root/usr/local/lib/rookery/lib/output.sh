# Where the output of a home's containers is kept, so that it outlives them: conmon writes it there with the time of each line,
# and never in place of a file that is complete. Sourced after stacks.sh.
output_of() { echo "$notes/output/$1"; } # output_of HOME

# Says in a file of its own what each of the stack's containers writes to, for compose to read beside compose.yaml. Their services are
# in the array `services`.
keep_output() { # keep_output STACK
  local folder name kept described
  folder=$(output_of "$(home_of "$1")")/$1
  kept='
    .services | keys | map(select(test("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,62}\\z")))
    | {services: map({key: ., value: {logging: {driver: "k8s-file", options: {path: "\($folder)/\(.)/now", "max-size": "16m"}}}}) | from_entries}, .[]'
  described=$(jq -rc --arg folder "$folder" "$kept" "$stacks/$1/compose.yaml" 2> /dev/null) ||
    described=$(compose "$1" --file "$stacks/$1/compose.yaml" config --format json | jq -rc --arg folder "$folder" ".services //= {} | $kept")
  mapfile -t services <<< "$described"
  echo "${services[0]}" > "$notes/$1.output.json"
  services=("${services[@]:1}")
  for name in "${services[@]}"; do
    [[ -d $folder/$name ]] || mkdir -p "$folder/$name"
    # As output-keep leaves them, for the first minute too: what is begun, and what follows when that is full.
    [[ -e $folder/$name/now ]] || (cd "$folder/$name" && : > now && ln -f now held && : > next && exec ln -f next now.tmp)
  done
}
