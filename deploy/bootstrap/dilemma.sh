#!/bin/sh
# The `dilemma` command of this checkout, from whatever folder it is called.
root=$(cd "$(dirname "$0")/../.." && pwd)
PYTHONPATH="$root" exec "$root/.venv/bin/python" -m dilemma "$@"
