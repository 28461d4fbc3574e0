#!/usr/bin/env bash
# Installs the languages of conformance/rest-auth that are missing, from Debian's own packages. It needs root and
# apt-get. It never fails: what cannot be installed is named, and the tests that need it say so too.
set -u

# One line for each toolchain: how to tell that it is there, and the packages that bring it.
names=(python java go php csharp locales curl openssl)
declare -A packages=(
  [python]='python3-minimal libpython3-stdlib'
  [java]='default-jdk-headless'
  [go]='golang-go'
  [php]='php-cli php-curl'
  [csharp]='mono-mcs mono-runtime libmono-system-net-http4.0-cil libmono-btls-interface4.0-cil'
  [locales]='locales libc-bin'
  [curl]='curl'
  [openssl]='openssl'
)

is_there() {
  case $1 in
    python) command -v python3 && python3 -c 'import http.client, json, ssl' ;;
    java) command -v java && command -v javac ;;
    go) command -v go ;;
    php) command -v php && php -r 'exit(extension_loaded("curl") ? 0 : 1);' ;;
    csharp)
      command -v mono && command -v mcs &&
        [ -e /usr/lib/mono/4.5/System.Net.Http.dll ] && [ -e /usr/lib/mono/4.5/Mono.Btls.Interface.dll ]
      ;;
    locales) command -v localedef && [ -e /usr/share/i18n/locales/fi_FI ] ;;
    *) command -v "$1" ;;
  esac >/dev/null 2>&1
}

list_missing() {
  for name in "${names[@]}"; do
    is_there "$name" || printf '%s\n' "$name"
  done
}

# Packages are installed together, which takes less time; one that cannot be had must not keep the others away.
install_packages() {
  local install='timeout 600 apt-get install -y -qq --no-install-recommends'
  export DEBIAN_FRONTEND=noninteractive
  timeout 120 apt-get update -qq
  $install "$@" || for package in "$@"; do $install "$package"; done
}

mapfile -t missing < <(list_missing)
if [ "${#missing[@]}" -gt 0 ] && command -v apt-get >/dev/null; then
  echo "installing for conformance/rest-auth: ${missing[*]}"
  read -r -a wanted <<<"$(for name in "${missing[@]}"; do printf '%s ' "${packages[$name]}"; done)"
  log=$(mktemp)
  install_packages "${wanted[@]}" >"$log" 2>&1
  mapfile -t missing < <(list_missing)
  [ "${#missing[@]}" -eq 0 ] || grep -E '^(E|W):' "$log" | sort -u
  rm -f "$log"
fi

for name in "${missing[@]}"; do
  echo "missing for conformance/rest-auth: $name (${packages[$name]})"
done
exit 0
