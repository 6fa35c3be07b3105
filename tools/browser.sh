#!/bin/sh
# Debian's Chromium and the fonts that the screenshots need, installed where they are missing.
set -e
packages="chromium fonts-noto-core"
missing=""
for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ -n "$(command -v chromium || command -v google-chrome)" ] && [ ! -x /usr/bin/apt-get ]; then
    exit 0
fi
if [ "$(id -u)" != 0 ]; then
    echo "The browser tests need:$missing. Please give this command once, then try again:" >&2
    echo "    sudo apt-get install --yes --no-install-recommends$missing" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends $missing >/dev/null
