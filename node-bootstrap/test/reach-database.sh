# Prints behind which targets, HOST,PORT, a PostgreSQL, MariaDB or Valkey answers to where it runs.
# Its own words alone count: networks between here and the world may answer for whom they do not know.
ask='exec 3<> "/dev/tcp/$1/$2" || exit
case $2 in
  5432) printf "\0\0\0\10\4\322\26\57" >&3; head -c 1 <&3 ;;
  3306) head -c 20 <&3 | tr -d "\0" ;;
  6379) printf "PING\r\n" >&3; head -c 7 <&3 ;;
esac'
for target in "$@"; do
  (
    answer=$(timeout 5 bash -c "$ask" - "${target%,*}" "${target##*,}" 2> /dev/null)
    case ${target##*,}:$answer in 5432:[NS] | 3306:*11.8.* | 6379:-NOAUTH) echo "$target" ;; esac
  ) &
done
wait
