#!/bin/sh
# Write the hashed requirements and the npm lock file again; neither names a package host.
set -eu
cd "$(dirname "$0")/.."
command -v uv >/dev/null || { echo "make lock needs uv: pip install uv" >&2; exit 1; }

compile() {
    UV_CUSTOM_COMPILE_COMMAND="make lock" uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        ${UPGRADE:+--upgrade} "$@"
}
compile pyproject.toml --extra build -o requirements/run.txt
# the tests run on exactly the versions that run in production
compile pyproject.toml --extra build --extra test -c requirements/run.txt -o requirements/test.txt
compile requirements/node.in -o requirements/node.txt

[ -z "${NPM:-}" ] || npm install --package-lock-only --ignore-scripts --no-audit --no-fund
