#!/usr/bin/env bash
# Builds the tool and the SDK's variants into dist/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

variants=()
for description in targets/*/target.mjs; do
  folder=${description%/target.mjs}
  variants+=("${folder#targets/}")
done

usage() {
  printf 'usage: ./build.sh [VARIANT | npm | playground | vscode]...\n'
  printf '       ./build.sh tool\n\n'
  printf 'Builds the tool, build/release/iftrue, its npm packages, dist/npm, dist/npm-linux-* and\n'
  printf 'dist/npm-wasm, the playground, dist/playground, the extension of VS Code, dist/iftrue.vsix, and\n'
  printf 'the packages of the SDK, dist/VARIANT: the named ones, or all. With "tool", builds only the\n'
  printf 'tool, build/tool/iftrue, without Node.js.\n'
  printf 'Installs missing packages first (Debian packages need root).\n\n'
  printf 'variants: %s\n' "${variants[*]}"
}

tool_alone=false
if [[ $# == 1 && $1 == tool ]]; then
  tool_alone=true
  shift
fi
wanted=() # variants
sdk=()    # what CMake calls them
npm=()
playground=()
vscode=()
for argument in "$@"; do
  case $argument in
    -h | --help)
      usage
      exit 0
      ;;
  esac
  if [[ $argument == npm ]]; then
    npm=(npm)
  elif [[ $argument == playground ]]; then
    npm=(npm) # whose engine it has
    playground=(playground)
  elif [[ $argument == vscode ]]; then
    npm=(npm) # whose plug-in of TypeScript it has
    vscode=(vscode)
  elif [[ " ${variants[*]} " == *" $argument "* ]]; then
    wanted+=("$argument")
    sdk+=("sdk-$argument")
  else
    printf './build.sh: there is no variant %q; there are: %s npm playground vscode\n' "$argument" "${variants[*]}" >&2
    exit 2
  fi
done
if ! $tool_alone && ((${#wanted[@]} + ${#npm[@]} == 0)); then
  wanted=("${variants[@]}")
  sdk=(sdk)
  npm=(npm)
  playground=(playground)
  vscode=(vscode)
fi

source tools/steps.sh
begin=$EPOCHREALTIME

packages=(
  g++ cmake ninja-build pkg-config ca-certificates
  libcxxopts-dev libfmt-dev libre2-dev libtomlplusplus-dev libexpected-dev libutf8proc-dev nlohmann-json3-dev
)
$tool_alone || packages+=(catch2 libbenchmark-dev libboost-dev libjavascriptcoregtk-4.1-dev libssl-dev)
((${#npm[@]} == 0)) || packages+=(
  binaryen clang-19 lld-19 libc++-19-dev-wasm32 libc++abi-19-dev-wasm32 libclang-rt-19-dev-wasm32 wasi-libc
  g++-aarch64-linux-gnu emscripten node-acorn perl xz-utils
)
need_packages "Debian packages" "${packages[@]}"
((${#npm[@]} == 0)) || need_arm64 build/arm64 libre2-dev libutf8proc-dev
((${#npm[@]} == 0)) || need_sources build/sources re2 utf8proc

if $tool_alone; then
  step "configure" cmake --preset tool
  step "iftrue" cmake --build --preset tool
  printf '\nBuilt in %.1f s: build/tool/iftrue\n' "$(seconds_since "$begin")"
  exit 0
fi

need_node
need_npm "npm packages" .
# The build tool itself looks at what CMake has read, but not for presets or for a compiler that was missing.
is_configured() {
  [[ build/release/build.ninja -nt CMakePresets.json ]] || return 1
  ((${#npm[@]} == 0)) || ! grep -Eq '^(WASM|ARM64|EMXX).*NOTFOUND' build/release/CMakeCache.txt
}
is_configured || step "configure" cmake --preset release
# In steps, the first time. Later there is mostly nothing to do, and to ask once takes a third of the time.
built=build/log/built
targets=(iftrue_tool documents "${npm[@]}" "${playground[@]}" "${vscode[@]}" "${sdk[@]}")
if [[ -f $built && $(<"$built") == "${targets[*]}" ]]; then
  step "iftrue, packages" cmake --build --preset release --target "${targets[@]}"
else
  step "iftrue" cmake --build --preset release --target iftrue_tool documents
  ((${#npm[@]} == 0)) || step "npm packages" cmake --build --preset release --target npm
  ((${#playground[@]} == 0)) || step "playground" cmake --build --preset release --target playground
  ((${#vscode[@]} == 0)) || step "extension of VS Code" cmake --build --preset release --target vscode
  ((${#sdk[@]} == 0)) || step "SDK: ${wanted[*]}" cmake --build --preset release --target "${sdk[@]}"
  printf '%s' "${targets[*]}" >"$built"
fi

printf '\n'
for package in "${wanted[@]}" ${npm[@]:+npm npm-linux-x64 npm-linux-arm64 npm-wasm} "${playground[@]}"; do
  for bundle in dist/"$package"/{echatim-sdk.*js,engine.wasm,playground.js,bin/iftrue,bin/iftrue.wasm}; do
    [[ -f $bundle ]] || continue
    printf '  %-34s %6.1f KB, %5.1f KB gzipped\n' "$bundle" \
      "$(wc -c <"$bundle" | awk '{print $1 / 1000}')" "$(gzip -9c "$bundle" | wc -c | awk '{print $1 / 1000}')"
  done
done
if ((${#vscode[@]} > 0)); then
  printf '  %-34s %6.1f KB\n' dist/iftrue.vsix "$(wc -c <dist/iftrue.vsix | awk '{print $1 / 1000}')"
fi
made=("${wanted[@]}" "${npm[@]}" "${playground[@]}" ${vscode[@]:+iftrue.vsix})
printf '\nBuilt in %.1f s: build/release/iftrue and dist/{%s}\n' "$(seconds_since "$begin")" \
  "$(IFS=,; printf '%s' "${made[*]}")"
