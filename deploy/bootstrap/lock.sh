#!/bin/sh
# Writes both lock files from pyproject.toml: names, versions and hashes, no addresses.
# UPGRADE=1 takes the newest versions; without it what is locked stays locked.
set -eu
cd "$(dirname "$0")/../.."

UV=0.13.9
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
.venv/bin/python -m pip install -qq --target "$tools" "uv==$UV"

compile() {
    "$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links \
        ${UPGRADE:+--upgrade} pyproject.toml "$@"
}

compile --output-file requirements.lock
compile --group dev --constraints requirements.lock \
    --output-file requirements-dev.lock
