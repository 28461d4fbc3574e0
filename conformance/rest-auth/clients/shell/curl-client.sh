#!/bin/sh
# curl and openssl, for those who try an operation by hand.
set -eu

# The eleventh character becomes another one, if this is the part to alter.
alter() {
  if [ "${ALTER:-}" != "$1" ]; then
    printf '%s' "$2"
  else
    printf '%s' "$2" | LC_ALL=C sed -z 's/^\(.\{10\}\)A/\1B/; t; s/^\(.\{10\}\)./\1A/'
  fi
}

body=${BODY:-}
host=${BASE_URL#https://}
if [ "$SCHEME" = basic ]; then
  set -- --user "$CUSTOMER_ID:$CUSTOMER_SECRET"
else
  date=$(LC_ALL=C date -u '+%a, %d %b %Y %H:%M:%S GMT')
  digest="SHA-256=$(printf '%s' "$body" | openssl dgst -sha256 -binary | openssl base64 -A)"
  signature=$(
    printf 'host: %s\ndate: %s\n%s %s HTTP/1.1\ndigest: %s' "$host" "$date" "$METHOD" "$TARGET" "$digest" |
      openssl dgst -sha256 -hmac "$CUSTOMER_SECRET" -binary | openssl base64 -A
  )
  set -- --header "date: $date" --header "digest: $(alter header "$digest")" --header \
    "authorization: hmac username=\"$CUSTOMER_ID\", algorithm=\"hmac-sha256\", headers=\"host date request-line digest\", signature=\"$(alter signature "$signature")\""
fi

case ${FRAMING:-length} in
  chunked) set -- "$@" --header 'transfer-encoding: chunked' ;;
  expect) set -- "$@" --header 'expect: 100-continue' ;;
esac
if [ "$METHOD" != GET ] || [ -n "$body" ]; then
  # From a pipe: a shell would take away the line ends of what it puts into an argument.
  set -- "$@" --data-binary @- --header 'content-type: application/json'
fi

answer=$(
  alter body "$body" |
    curl --silent --show-error --cacert "$CA_FILE" --http1.1 --globoff --path-as-is --max-time 20 \
      --request "$METHOD" --write-out '\n%{http_code}' "$@" "$BASE_URL$(alter path "$TARGET")"
)
printf '%s\n' "$answer" | tail -n 1
printf '%s\n' "$answer" | sed '$d'
