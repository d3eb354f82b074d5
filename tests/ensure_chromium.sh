#!/bin/sh
# The page is tested in a real Chromium: use the one that is here, install it where we may, say so loudly where we cannot.
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0
fi
echo "NO CHROMIUM: the browser tests will be skipped. Install chromium to run them." >&2
[ -z "${CI:-}" ]
