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
  local label=$1 package missing=()
  shift
  for package in "$@"; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
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

# need_node  Puts Node.js 20 and npm 11 or later on the PATH: the machine's own, else those from npm.
# (npm 9, Debian 12's, does not read the lock files.)
need_node() {
  (($(major_version node) >= 20 && $(major_version npm) >= 11)) && return
  need_packages "npm" nodejs npm
  need_npm "Node.js 20, npm 11" tools/node
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
  local label=$1 folder=$2
  local stamp=$folder/node_modules/.installed-lock
  cmp -s "$folder/package-lock.json" "$stamp" && return
  step "$label" npm ci --prefix "$folder"
  cp "$folder/package-lock.json" "$stamp"
}
