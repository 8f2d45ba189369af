#!/bin/sh
# Prints the Python to build with: $PYTHON when given, else the newest from 3.11 up.
set -u

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

if [ -n "${PYTHON:-}" ]; then
    set -- "$PYTHON"
else
    set -- python3.14 python3.13 python3.12 python3.11 python3
fi
for candidate in "$@"; do
    if command -v "$candidate" >/dev/null 2>&1 && new_enough "$candidate"; then
        command -v "$candidate"
        exit 0
    fi
done

{
    if [ -n "${PYTHON:-}" ]; then
        echo "PYTHON=$PYTHON werkt niet of is ouder dan Python 3.11."
        echo "PYTHON=$PYTHON does not work, or is older than Python 3.11."
    else
        echo "Dilemma heeft Python 3.11 of nieuwer nodig. Die staat niet op deze computer."
        echo "  Debian, Ubuntu: sudo apt install python3"
        echo "  macOS:          brew install python, of haal hem van python.org"
        echo "  Staat hij ergens anders? Typ dan: make run PYTHON=/pad/naar/python3"
        echo "Dilemma needs Python 3.11 or newer, and found none. See the commands above."
    fi
} >&2
exit 1
