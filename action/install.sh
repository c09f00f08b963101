#!/usr/bin/env bash
# Installs backend-lint into an environment of its own, and tells the next step where its programs are.
#
# Reads PYTHON, INPUT_VERSION, INPUT_SEMGREP and what the runner sets (GITHUB_ACTION_PATH, GITHUB_OUTPUT, RUNNER_TEMP).
set -euo pipefail

package=$GITHUB_ACTION_PATH
if [[ -n ${INPUT_VERSION:-} ]]; then
  if [[ ! $INPUT_VERSION =~ ^[0-9][0-9A-Za-z.!+]*$ ]]; then
    echo "::error::version: expected a version such as 1.2.3"
    exit 2
  fi
  package=backend-lint==$INPUT_VERSION
fi

# A directory of its own, so that the action can stand several times in one job.
environment=$(mktemp -d "$RUNNER_TEMP/backend-lint-env.XXXXXX")
"$PYTHON" -m venv "$environment"
bin=$environment/bin
[[ -d $bin ]] || bin=$environment/Scripts # Windows
"$bin/python" -m pip install --quiet --disable-pip-version-check "$package"
"$bin/backend-lint" --version
if [[ ${INPUT_SEMGREP:-false} == true ]]; then
  "$bin/backend-lint" semgrep install
fi
echo "bin=$bin" >> "$GITHUB_OUTPUT"
