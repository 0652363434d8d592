#!/bin/sh
# Install the real servers that some tests start; without the rights to, those tests skip by name.
set -u
# The Gmail emulator (npm) with the Node it needs, outside the repository.
emulate="${DEBRIEF_TEST_SERVERS:-$HOME/.cache/debrief-tests}/emulate"
if [ ! -x "$emulate/node_modules/node/bin/node" ] || [ ! -f "$emulate/node_modules/emulate/dist/index.js" ]; then
  if command -v npm >/dev/null 2>&1; then
    echo "Installing for the tests: the Gmail emulator ..."
    mkdir -p "$emulate"
    npm install --prefix "$emulate" --no-audit --no-fund --no-package-lock emulate@0.12.2 node@24.21.0 >/tmp/debrief-emulate.log 2>&1 ||
      echo "Could not install the Gmail emulator (see /tmp/debrief-emulate.log). The tests that need it will be skipped."
  else
    echo "Not installed (no npm): the Gmail emulator. The tests that need it will be skipped."
  fi
fi
need=""
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need="$need postgresql"
command -v dovecot >/dev/null 2>&1 || need="$need dovecot-imapd dovecot-lmtpd"
# The package cyrus-imapd would remove dovecot-imapd: only its two programs are taken out of it.
cyrus=/usr/local/lib/debrief-tests/cyrus
[ -x $cyrus/imapd ] || need="$need cyrus-common cyrus-caldav sasl2-bin libsasl2-modules"
[ -z "$need" ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "Not installed (no rights or no apt-get):$need. The tests that need them will be skipped."
  exit 0
fi
echo "Installing for the tests:$need ..."
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $need; } >/tmp/debrief-servers.log 2>&1 ||
  echo "Could not install:$need (see /tmp/debrief-servers.log). The tests that need them will be skipped."
if [ ! -x $cyrus/imapd ]; then
  unpacked=$(mktemp -d) && chmod 755 "$unpacked" && (
    cd "$unpacked" && apt-get download -qq cyrus-imapd && dpkg-deb -x cyrus-imapd_*.deb root &&
      mkdir -p $cyrus && cp root/usr/lib/cyrus/bin/idled root/usr/lib/cyrus/bin/imapd $cyrus/
  ) >>/tmp/debrief-servers.log 2>&1 || echo "Could not unpack cyrus-imapd; its tests will be skipped."
  rm -rf "$unpacked"
fi
exit 0
