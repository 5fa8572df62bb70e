#!/usr/bin/env bash
# Builds everything and runs every test of the project.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  printf 'usage: ./test.sh [--again] [--update-golden] [REGEX]\n\n'
  printf 'Builds everything and runs all tests, or those whose names match REGEX. Installs missing\n'
  printf 'packages first (Debian packages need root). Does nothing if all tests have passed and no\n'
  printf 'file has changed since.\n\n'
  printf '  --again          run the tests even if nothing has changed\n'
  printf '  --update-golden  write the current output of the tool into golden/ instead of testing it;\n'
  printf '                   read `git diff golden/` before you commit\n'
}

again=false
update_golden=false
regex=.
for argument in "$@"; do
  case $argument in
    -h | --help)
      usage
      exit 0
      ;;
    --again) again=true ;;
    --update-golden) update_golden=true ;;
    -*)
      printf './test.sh: there is no option %q; see ./test.sh --help\n' "$argument" >&2
      exit 2
      ;;
    *) regex=$argument ;;
  esac
done

# The contents of all files that are not ignored, as one sum.
contents() {
  git ls-files --cached --others --exclude-standard -z | sort -z |
    xargs -0 sha256sum --zero 2>/dev/null | sha256sum
}

passed=build/log/passed
begin=$EPOCHREALTIME
if ! $again && ! $update_golden && [[ -f $passed && $(head -n 1 "$passed") == "$(contents)" ]]; then
  tail -n +2 "$passed"
  printf '\nNothing has changed since; ./test.sh --again runs the tests again\n'
  exit 0
fi
rm -f "$passed"
./build.sh
printf '\n'
source tools/steps.sh
if $update_golden; then
  step "update golden/" cmake --build --preset release --target update-golden
  git status --short golden/
  exit 0
fi

need_packages "Debian packages for the tests" \
  chromium clang clang-format clang-tidy dpkg-dev elpa-eglot emacs-nox file fish gnuplot-nox iproute2 libclang-rt-14-dev \
  libjavascriptcoregtk-4.0-bin man-db mandoc mypy neovim openssl patch perl python3 qemu-user rsync strace unifdef wine64 zsh
need_node
need_npm "npm packages for the tests" tests
need_npm "npm packages for the benchmark" tests/bench
need_npm "formatters and linters" tests/formatters
need_npm "parsers, and sources for them" tests/syntax_trees
need_npm "what packages are tried with" tests/packages
need_npm "bundlers" tests/adapters
need_npm "versions of TypeScript" tests/typescript
need_npm "a client of the language server" tests/lsp
need_npm "linters for the plug-in" tests/eslint
need_npm "Node.js for Windows" tests/windows
need_npm "VS Code" tests/editors/vscode
for lock in tests/sdk/hosts/*/package-lock.json; do
  host=${lock%/package-lock.json}
  need_npm "npm packages for the host ${host##*/}" "$host"
done
step "tests" cmake --build --preset release
step "configure, sanitized" cmake --preset asan
step "tests, sanitized" cmake --build --preset asan
step "configure, libechatim sanitized" cmake --preset native-asan
step "libechatim, sanitized" cmake --build --preset native-asan
step "configure, fuzzed" cmake --preset fuzz
step "fuzz targets" cmake --build --preset fuzz
printf '\n'

status=0
tested=$(contents)
ctest --preset release --parallel "$(nproc)" --tests-regex "$regex" --no-tests=error |
  tee build/log/ctest.log || status=$?
printf '\nTested in %.0f s\n' "$(seconds_since "$begin")"
if ((status == 0)) && [[ $regex == . ]]; then
  { printf '%s\n' "$tested"; grep -a 'tests passed' build/log/ctest.log; } >"$passed"
fi
exit "$status"
