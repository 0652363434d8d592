#!/bin/sh
# Install the real servers that some tests start; without the rights to, those tests skip by name.
set -u
need=""
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need="$need postgresql"
command -v dovecot >/dev/null 2>&1 || need="$need dovecot-imapd dovecot-lmtpd"
[ -z "$need" ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "Not installed (no rights or no apt-get):$need. The tests that need them will be skipped."
  exit 0
fi
echo "Installing for the tests:$need ..."
export DEBIAN_FRONTEND=noninteractive
{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $need; } >/tmp/debrief-servers.log 2>&1 ||
  echo "Could not install:$need (see /tmp/debrief-servers.log). The tests that need them will be skipped."
exit 0
