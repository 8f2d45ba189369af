#!/bin/sh
# install.sh LOCK: .venv holds exactly what LOCK names. Silent and offline when it does.
set -eu
cd "$(dirname "$0")/../.."

if [ -x .venv/bin/python ] &&
    .venv/bin/python -I deploy/bootstrap/install.py --check "$1" 2>/dev/null; then
    exit 0
fi
python=$(deploy/bootstrap/python.sh)
exec "$python" -I deploy/bootstrap/install.py "$1"
