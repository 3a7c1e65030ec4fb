# Waits for the first answer in short steps, so that a start is not rounded up to the next check's interval.
for _ in {1..80}; do
  if exec 3<> /dev/tcp/127.0.0.1/8080; then
    printf 'GET /.static-site/healthy HTTP/1.0\r\n\r\n' >&3
    [[ $(head -c 12 <&3) = 'HTTP/1.1 204' ]] && exit 0
  fi 2> /dev/null
  sleep 0.05
done
exit 1
