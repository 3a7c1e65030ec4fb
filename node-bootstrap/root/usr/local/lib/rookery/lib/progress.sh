# What goes on when its caller is gone is read page by page: its state, and its log of a JSON document a line. Sourced by primitives.
page_input='
  def page:
    field("after"; .after | . == null or text("[0-9]{1,12}")),
    field("limit"; .limit // 200 | whole(1; 1000));
'
page_values='(.after // "0"), (.limit // 200)'

# answer_page STATUS LOG AFTER LIMIT
answer_page() {
  local after=$((10#$3))
  # Every line is in ASCII, so its length here is its length in the file. A last one that is not whole yet waits for the next call.
  answer --argjson status "$1" --argjson after "$after" --rawfile text <(
    [[ ! -f $2 ]] || tail -c "+$((after + 1))" "$2" | head -n "$4" | head -c 3145728
  ) '
    ($text | split("\n")[:-1]) as $lines
    | $status + {lines: ($lines | map(fromjson)), cursor: ($after + ($lines | map(length + 1) | add // 0) | tostring)}'
}
