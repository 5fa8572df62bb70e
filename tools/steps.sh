# What build.sh and test.sh share: steps that are quiet when fine and say what failed when not.
# To be sourced from the project's root.

export DEBIAN_FRONTEND=noninteractive
mkdir -p build/log

# step NAME COMMAND...  Runs a command; its output goes to build/log and is shown only if it fails.
step() {
  local name=$1 log status=0 begin=$EPOCHREALTIME
  shift
  log="build/log/${name//[^a-zA-Z0-9]/-}.log"
  printf '  %-34s ' "$name"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if ((status != 0)); then
    printf 'failed\n\n'
    tail -n 200 "$log"
    printf '\n%s: step "%s" failed (status %d); all of its output: %s\n' "$0" "$name" "$status" "$log" >&2
    exit 1
  fi
  printf '%6.1f s\n' "$(seconds_since "$begin")"
}

# seconds_since EPOCHREALTIME
seconds_since() {
  local micro=$(((${EPOCHREALTIME/./} - ${1/./})))
  printf '%d.%06d' $((micro / 1000000)) $((micro % 1000000))
}

# need_packages LABEL PACKAGE...  Installs the Debian packages that are missing.
need_packages() {
  local label=$1 package installed missing=()
  shift
  installed=$(dpkg-query -W -f='${Package}=${db:Status-Status}\n' "$@" 2>/dev/null) || true
  for package in "$@"; do
    [[ $'\n'$installed$'\n' == *$'\n'"$package=installed"$'\n'* ]] || missing+=("$package")
  done
  ((${#missing[@]} == 0)) && return
  local as_root=()
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
      printf '%s: as root, install: apt-get install %s\n' "$0" "${missing[*]}" >&2
      exit 1
    fi
    as_root=(sudo)
  fi
  step "Debian's package lists" "${as_root[@]}" apt-get update
  step "$label" "${as_root[@]}" apt-get install -y --no-install-recommends "${missing[@]}"
}

# need_arm64 FOLDER PACKAGE...  Unpacks Debian packages for arm64 into a folder, if they are not there yet.
need_arm64() {
  local folder=$1
  shift
  [[ -f $folder/unpacked && $(<"$folder/unpacked") == "$*" ]] && return
  step "Debian packages for arm64" unpack_arm64 "$folder" "$@"
  printf '%s' "$*" >"$folder/unpacked"
}

# unpack_arm64 FOLDER PACKAGE...  With lists of apt's own for this, so that the machine stays one of one architecture.
unpack_arm64() {
  local folder=$1 package
  shift
  rm -rf "$folder"
  mkdir -p "$folder"/apt/{lists/partial,cache/archives/partial}
  local apt=(
    apt-get -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o Dir::State="$PWD/$folder/apt"
    -o Dir::State::status=/dev/null -o Dir::Cache="$PWD/$folder/apt/cache" -o APT::Sandbox::User=
  )
  "${apt[@]}" update && (cd "$folder/apt" && "${apt[@]}" download "$@") || return
  for package in "$folder"/apt/*.deb; do dpkg-deb -x "$package" "$folder" || return; done
  rm -r "$folder/apt"
}

# need_sources FOLDER PACKAGE...  Unpacks Debian source packages, each into a folder of its name, if they are not there yet.
need_sources() {
  local folder=$1
  shift
  [[ -f $folder/unpacked && $(<"$folder/unpacked") == "$*" ]] && return
  step "Debian sources" unpack_sources "$folder" "$@"
  printf '%s' "$*" >"$folder/unpacked"
}

# unpack_sources FOLDER PACKAGE...  With lists of apt's own for this, of the sources of what the machine's lists name.
unpack_sources() {
  local folder=$1 list archive name
  shift
  rm -rf "$folder"
  mkdir -p "$folder"/apt/{lists/partial,parts,cache/archives/partial}
  for list in /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources}; do
    [[ ! -f $list ]] || sed -E 's/^(Types:).*/\1 deb-src/; s/^deb /deb-src /' "$list" >"$folder/apt/parts/${list##*/}"
  done
  local apt=(
    apt-get -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$PWD/$folder/apt/parts"
    -o Dir::State::Lists="$PWD/$folder/apt/lists" -o Dir::Cache="$PWD/$folder/apt/cache" -o APT::Sandbox::User=
  )
  "${apt[@]}" update && (cd "$folder/apt" && "${apt[@]}" source --download-only "$@") || return
  for archive in "$folder"/apt/*.orig.tar.*; do
    name=${archive##*/}
    mkdir "$folder/${name%%_*}"
    tar -xf "$archive" -C "$folder/${name%%_*}" --strip-components=1 || return
  done
  rm -r "$folder/apt"
}

# need_node  Puts Node.js 20 or later on the PATH: the machine's own, else that from npm.
need_node() {
  (($(major_version node) >= 20)) || use_node_of_npm
}

# use_node_of_npm  Puts Node.js 20 and npm 11 from npm on the PATH.
use_node_of_npm() {
  need_packages "npm" nodejs npm
  is_locked tools/node || install_locked "Node.js 20, npm 11" tools/node
  local folders=("$PWD"/tools/node/node_modules/node-linux-*/bin)
  PATH="${folders[0]}:$PWD/tools/node/node_modules/.bin:$PATH"
  export PATH
}

# major_version COMMAND  0 where there is none.
major_version() {
  local version
  version=$("$1" --version 2>/dev/null) || version=0
  version=${version#v}
  printf '%s' "${version%%.*}"
}

# need_npm LABEL FOLDER  Installs what the lock file in a folder says, if that is not there yet.
need_npm() {
  is_locked "$2" && return
  # npm 9, Debian 12's, does not read the lock files. Asked only here: npm takes a while to start.
  (($(major_version npm) >= 11)) || use_node_of_npm
  install_locked "$@"
}

# is_locked FOLDER  Whether the packages there are those of the lock file.
is_locked() {
  cmp -s "$1/package-lock.json" "$1/node_modules/.installed-lock"
}

# install_locked LABEL FOLDER
install_locked() {
  step "$1" npm ci --prefix "$2"
  cp "$2/package-lock.json" "$2/node_modules/.installed-lock"
}
