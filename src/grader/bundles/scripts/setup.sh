#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image: it makes an environment with the grader in it.
#
# The grader needs Python 3.11 or later. Images whose own Python is older, as that of Ubuntu 22.04, get one from uv.
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
wanted=3.12

# Tell whether a Python is of a released version that will do, and can make environments.
will_do() {
    "$1" -c '
import ensurepip, sys, venv
sys.exit(sys.version_info[:2] < (3, 11) or sys.version_info.releaselevel != "final")' >/dev/null 2>&1
}

# Print the first Python that will do.
find_python() {
    local name
    for name in python3.14 python3.13 python3.12 python3.11 python3; do
        if command -v "$name" >/dev/null && will_do "$name"; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

apt() {
    DEBIAN_FRONTEND=noninteractive apt-get "$@"
}

if ! python=$(find_python); then
    apt update -qq
    apt install -y -qq --no-install-recommends python3 python3-venv ca-certificates
fi
if [[ -n $python ]] || python=$(find_python); then
    "$python" -m venv "$source/.venv"
else
    python3 -m venv "$source/.uv"
    "$source/.uv/bin/python" -m pip install --quiet "uv>=0.7"
    # Not below the home of root, whom nobody else may look at.
    UV_PYTHON_INSTALL_DIR=$source/.python "$source/.uv/bin/uv" venv --quiet --seed --managed-python --python "$wanted" \
        "$source/.venv"
fi
"$source/.venv/bin/python" -m pip install --quiet --editable "$source"
# What doesn't work is to be found out now, not when the first learner hands something in.
"$source/.venv/bin/python" -P -m grader check "$source/solutions" --seed 1
