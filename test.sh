#!/usr/bin/env bash
# Builds everything and runs every test of the project.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  printf 'usage: ./test.sh [--update-golden] [REGEX]\n\n'
  printf 'Builds everything and runs the tests, or those whose names match. Installs what is missing\n'
  printf 'first (Debian packages need root).\n\n'
  printf '  --update-golden  write what the tool gives into golden/ instead of testing it; read\n'
  printf '                   `git diff golden/` before it is committed\n'
}

update_golden=false
regex=.
for argument in "$@"; do
  case $argument in
    -h | --help)
      usage
      exit 0
      ;;
    --update-golden) update_golden=true ;;
    -*)
      printf './test.sh: there is no option %q; see ./test.sh --help\n' "$argument" >&2
      exit 2
      ;;
    *) regex=$argument ;;
  esac
done

begin=$EPOCHREALTIME
./build.sh
printf '\n'
source tools/steps.sh
if $update_golden; then
  step "update golden/" cmake --build --preset release --target update-golden
  git status --short golden/
  exit 0
fi

need_packages "Debian packages for the tests" \
  chromium clang-format clang-tidy libjavascriptcoregtk-4.0-bin openssl unifdef
need_node
need_npm "npm packages for the tests" tests
need_npm "React Native" tests/sdk/hosts/rn
step "tests" cmake --build --preset release
step "configure, sanitized" cmake --preset asan
step "tests, sanitized" cmake --build --preset asan
printf '\n'

status=0
ctest --preset release --parallel "$(nproc)" --tests-regex "$regex" --no-tests=error || status=$?
printf '\nTested in %.0f s\n' "$(seconds_since "$begin")"
exit "$status"
