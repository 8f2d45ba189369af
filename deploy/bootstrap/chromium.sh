#!/bin/sh
# Prints the path of a Chromium that Playwright can drive; installs one where it may.
set -u
cd "$(dirname "$0")/../.." || exit

find_chromium() {
    if [ -n "${CHROMIUM:-}" ]; then
        command -v "$CHROMIUM"
        return
    fi
    for candidate in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$candidate" 2>/dev/null && return
    done
    for candidate in \
        "/Applications/Chromium.app/Contents/MacOS/Chromium" \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        [ -x "$candidate" ] && echo "$candidate" && return
    done
    # The one that `playwright install chromium` put in the user's cache.
    candidate=$(.venv/bin/python -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as p: print(p.chromium.executable_path)' 2>/dev/null)
    [ -x "$candidate" ] && echo "$candidate"
}

as_root=
[ "$(id -u)" = 0 ] || as_root="sudo -n"

may_install() {
    # Ubuntu's package of this name is a snap: useless in a container, so not there.
    [ -r /etc/os-release ] && grep -q '^ID=debian' /etc/os-release || return 1
    [ -z "$as_root" ] || sudo -n true 2>/dev/null
}

apt() {
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" >/dev/null
}

# Playwright brings its own Node, which needs libatomic: absent from a bare Debian.
driver_works() {
    .venv/bin/python -m playwright --version >/dev/null 2>&1
}

ready() {
    chromium=$(find_chromium) && driver_works && echo "$chromium"
}

ready && exit
if [ -z "${CHROMIUM:-}" ] && may_install; then
    echo "Chromium installeren voor de browsertests. / Installing Chromium." >&2
    missing=
    find_chromium >/dev/null || missing=chromium
    driver_works || missing="$missing libatomic1"
    # shellcheck disable=SC2086
    apt update && apt install --yes --no-install-recommends $missing
    ready && exit
fi

cat >&2 <<'END'
Er is geen Chromium die werkt, en zonder mislukken de browsertests.
  Debian:  sudo apt install chromium libatomic1
  anders:  .venv/bin/python -m playwright install --with-deps chromium
  of wijs er zelf een aan: make test CHROMIUM=/pad/naar/chromium
No working Chromium; the browser tests fail without it. See the commands above.
END
exit 1
