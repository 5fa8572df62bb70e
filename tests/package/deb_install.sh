#!/bin/sh
# deb_install.sh PACKAGE FOLDER  Installs a package, uses what it installed and removes it again, on
# an overlay of the machine's file system. To be run in a mount namespace of its own, as root: what
# is mounted and written goes with it.
set -eu
package=$1 overlay=$2

mount -t tmpfs none "$overlay"
mkdir "$overlay/changes" "$overlay/work" "$overlay/root"
mount -t overlay -o "lowerdir=/,upperdir=$overlay/changes,workdir=$overlay/work" overlay "$overlay/root"
mount --bind /dev "$overlay/root/dev"
cp "$package" "$overlay/root/iftrue.deb"

inside() {
  chroot "$overlay/root" "$@"
}

inside dpkg --install /iftrue.deb >"$overlay/log" 2>&1 || {
  cat "$overlay/log"
  exit 1
}
inside dpkg-query --listfiles iftrue >"$overlay/files"
inside /usr/bin/iftrue --version
printf '/*IFTRUE_X*/ on /*FITRUE_X*/\n' | inside /usr/bin/iftrue strip -D X --layout=loader -
inside gzip --test /usr/share/man/man1/iftrue.1.gz && printf 'manual page, compressed\n'

inside dpkg --remove iftrue >"$overlay/log" 2>&1 || {
  cat "$overlay/log"
  exit 1
}
while IFS= read -r file; do
  if [ -f "$overlay/root$file" ]; then
    printf '%s is left\n' "$file"
    exit 1
  fi
done <"$overlay/files"
printf 'removed\n'
