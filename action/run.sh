#!/usr/bin/env bash
# Runs backend-lint as the inputs of action.yml say, and writes the outputs of the step.
#
# Reads BIN (directory of backend-lint and python), BASE (commit that a change is compared with, or nothing),
# INPUT_* and what the runner sets. Ends in 0 when the run completed, with or without findings: the status of
# backend-lint is the output `exit-code`, so that reports are uploaded before the job fails. Ends in the status
# of backend-lint when that is 2 or more, with empty outputs `findings` and `sarif-file`. Works in bash 3.2, as on macOS.
set -euo pipefail

output() { echo "$1=$2" >> "$GITHUB_OUTPUT"; }

# One line: what is quoted cannot begin a workflow command of its own.
fail() {
  printf '::error::%s\n' "$(printf %s "$1" | tr -c '[:alnum:][:blank:]./_:,=-' '?')"
  output exit-code 2
  exit 2
}

enabled() { # input, value
  case $2 in
    true) return 0 ;;
    false | "") return 1 ;;
    *) fail "$1: expected true or false, not $2" ;;
  esac
}

# Adds text to the array `command`, split into words as a shell would, without obeying anything in it.
add_words() { # input, text
  local file=$reports/words
  WORDS=$2 "$BIN/python" -I -c '
import os, shlex, sys
try:
    words = shlex.split(os.environ["WORDS"])
except ValueError as error:
    sys.exit(str(error))
sys.stdout.buffer.write(b"".join(os.fsencode(word) + b"\0" for word in words))
' > "$file" 2> "$file.error" || fail "$1: $(cat "$file.error")"
  local word
  while IFS= read -r -d '' word; do command+=("$word"); done < "$file"
}

# A checkout of depth 1 knows nothing of the base: fetch more, a little first, then everything.
reach_base() {
  local depth
  for depth in --deepen=50 --deepen=1000 --unshallow; do
    if git merge-base "$BASE" HEAD > /dev/null 2>&1; then return; fi
    if [[ $(git rev-parse --is-shallow-repository) != true ]]; then break; fi
    git fetch --quiet --no-tags "$depth" origin "$BASE" "$(git rev-parse HEAD)" || true
  done
  git merge-base "$BASE" HEAD > /dev/null 2>&1 ||
    fail "only-new-issues: the base $BASE is not in the history of the checkout; use fetch-depth: 0"
}

reports=$(mktemp -d "$RUNNER_TEMP/backend-lint.XXXXXX")
sarif=$reports/backend-lint.sarif
cd -- "${INPUT_WORKING_DIRECTORY:-.}" 2> /dev/null || fail "working-directory: no such directory: $INPUT_WORKING_DIRECTORY"

command=("$BIN/backend-lint" check --no-progress --color never)
command+=(-f concise -f "sarif:$sarif" -f "json:$reports/report.json" -f "github:$reports/annotations")
if ! enabled summary "${INPUT_SUMMARY:-}"; then unset GITHUB_STEP_SUMMARY; fi
enabled sarif-upload "${INPUT_SARIF_UPLOAD:-}" || true # the step after this one asks for the same word
if enabled only-new-issues "${INPUT_ONLY_NEW_ISSUES:-}"; then
  if [[ -n ${BASE:-} ]]; then
    reach_base
    command+=(--new-from-merge-base "$BASE")
  else
    echo "::notice::only-new-issues: this is neither a pull request nor a merge queue; everything is reported"
  fi
fi
if [[ -n ${INPUT_BASELINE:-} ]]; then command+=(--baseline "$INPUT_BASELINE"); fi
if [[ -n ${INPUT_FAIL_ON:-} ]]; then command+=(--fail-on "$INPUT_FAIL_ON"); fi
add_words args "${INPUT_ARGS:-}"
command+=(--)
add_words src "${INPUT_SRC:-.}"

# The runner obeys `##[…]` anywhere in a line, and so in a path or a name that a finding quotes: not in here.
token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$token"
status=0
"${command[@]}" || status=$?
echo "::$token::"
output exit-code "$status"
if [[ $status -ge 2 ]]; then
  echo "::error::backend-lint ended with status $status: nothing is uploaded"
  exit "$status"
fi
if enabled annotations "${INPUT_ANNOTATIONS:-}"; then cat "$reports/annotations"; fi
output findings "$("$BIN/python" -I -c '
import json, sys
with open(sys.argv[1], "rb") as report:
    print(len(json.load(report)["findings"]))
' "$reports/report.json")"
output sarif-file "$sarif"
