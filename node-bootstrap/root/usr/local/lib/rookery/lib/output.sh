# Where the output of a home's containers is kept, so that it outlives them: conmon writes it there with the time of each line,
# and never in place of a file that is complete. Sourced after stacks.sh.
output_of() { echo "$notes/output/$1"; } # output_of HOME

# Says in a file of its own what each of the stack's containers writes to, for compose to read beside compose.yaml.
keep_output() { # keep_output STACK
  local folder services name
  folder=$(output_of "$(home_of "$1")")/$1
  services=$({ jq -c '.services | keys' "$stacks/$1/compose.yaml" 2> /dev/null || compose "$1" --file "$stacks/$1/compose.yaml" config --format json | jq -c '.services // {} | keys'; })
  services=$(jq -c 'map(select(test("\\A[A-Za-z0-9][A-Za-z0-9._-]{0,62}\\z")))' <<< "$services")
  for name in $(jq -r '.[]' <<< "$services"); do
    [[ -d $folder/$name ]] || mkdir -p "$folder/$name"
    # As output-keep leaves them, for the first minute too: what is begun, and what follows when that is full.
    [[ -e $folder/$name/now ]] || (cd "$folder/$name" && : > now && ln -f now held && : > next && ln -f next now.tmp)
  done
  jq -c --arg folder "$folder" '{services: map({key: ., value: {logging: {driver: "k8s-file", options: {path: "\($folder)/\(.)/now", "max-size": "16m"}}}}) | from_entries}' <<< "$services" > "$notes/$1.output.json"
}
