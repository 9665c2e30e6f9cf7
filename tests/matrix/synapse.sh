#!/usr/bin/env bash
# A real Synapse, and matrix-nio, for tests: unpacked from Debian's packages into a folder of their own, without
# Docker, systemd or an installation. Root, or user namespaces, are all that it needs.
#   synapse.sh can             exits with 0, or with 3 and a sentence on what is missing
#   synapse.sh build           fetches and unpacks, unless that was done: about 40 s and 260 MB
#   synapse.sh python ARGS     runs Python in there, where / is the folder
# The folder: $HAVEN_SYNAPSE_ROOT, else one below the temporary folder. Tests keep their data in its srv/.
set -euo pipefail
root=${HAVEN_SYNAPSE_ROOT:-${TMPDIR:-/tmp}/haven-synapse}
# Debian's stable releases have no Synapse.
suite=sid
# From wherever this machine has its own packages of Debian's.
mirror=${HAVEN_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(SITE)' 2>/dev/null | grep -v security | sed -n 1p || true)}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
packages=(matrix-synapse python3-matrix-nio python3-olm python3-peewee python3-cachetools python3-atomicwrites)
ready=.ready-1

# Whatever runs in there ends with whoever started it, even when that is killed.
inside() {
  local root=$1 namespace=()
  shift
  [ "$(id -u)" = 0 ] || namespace=(unshare --map-root-user)
  exec "${namespace[@]}" setpriv --pdeathsig KILL chroot "$root" "$@"
}

can() {
  local each
  for each in apt-get dpkg-deb tar xz flock setpriv; do
    command -v "$each" >/dev/null || { echo "there is no $each: packages of Debian can't be unpacked here"; return 3; }
  done
  [ -n "$mirror" ] || { echo "apt names no mirror of Debian here; HAVEN_DEBIAN_MIRROR can"; return 3; }
  [ -r "$keyring" ] || { echo "there is no $keyring (package debian-archive-keyring)"; return 3; }
  if [ "$(id -u)" = 0 ]; then
    chroot / true 2>/dev/null || { echo "this is root, but without the right to chroot"; return 3; }
  else
    unshare --map-root-user true 2>/dev/null || { echo "this is not root, and user namespaces are not allowed"; return 3; }
  fi
}

build() {
  [ -f "$root/$ready" ] && return 0
  can || exit 3
  mkdir -p "$(dirname "$root")"
  exec 9>"$root.lock"
  flock 9
  [ -f "$root/$ready" ] && return 0
  local apt number
  new=$(mktemp -d "$root.new.XXXX")
  trap 'rm -rf "$new"' EXIT
  apt=$new/.apt
  mkdir -p "$apt"/{lists/partial,cache/archives/partial,parts}
  : >"$apt/status"
  echo "deb [signed-by=$keyring] $mirror $suite main" >"$apt/sources.list"
  # Lists and status of its own, so that the machine's are not touched. A mirror may be frozen: the date on its
  # lists is not looked at, their signatures are.
  cat >"$apt/apt.conf" <<CONF
Dir::State "$apt"; Dir::State::status "$apt/status"; Dir::State::lists "$apt/lists";
Dir::Cache "$apt/cache"; Dir::Cache::archives "$apt/cache/archives";
Dir::Etc::sourcelist "$apt/sources.list"; Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "$apt/parts"; Dir::Etc::parts "$apt/parts";
Acquire::Check-Valid-Until "false"; Acquire::Languages "none";
APT::Install-Recommends "false"; APT::Sandbox::User ""; Debug::NoLocking "true";
CONF
  APT_CONFIG=$apt/apt.conf apt-get -qq update
  APT_CONFIG=$apt/apt.conf apt-get -qq -y --download-only install "${packages[@]}" >/dev/null
  mkdir -p "$new"/usr/{bin,sbin,lib,lib64} "$new"/{dev,proc,run,srv,tmp,etc,var/tmp}
  for each in bin sbin lib lib64; do ln -s "usr/$each" "$new/$each"; done
  # Unpacked and not installed: no script of a package runs.
  find "$apt/cache/archives" -name '*.deb' -print0 | xargs -0 -P "$(nproc)" -I{} sh -c \
    'dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --keep-directory-symlink --no-same-owner \
      --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale --exclude=./usr/include' _ {} "$new"
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n' >"$new/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$new/etc/group"
  printf '127.0.0.1 localhost\n' >"$new/etc/hosts"
  if [ "$(id -u)" = 0 ]; then
    number=1
    for each in null:3 zero:5 random:8 urandom:9; do
      mknod -m 666 "$new/dev/${each%:*}" c "$number" "${each#*:}" 2>/dev/null || :
    done
  fi
  [ -e "$new/dev/null" ] || : >"$new/dev/null"
  rm -rf "$apt"
  (inside "$new" /usr/bin/python3 -c 'import synapse.app.homeserver, nio.crypto; assert nio.crypto.ENCRYPTION_ENABLED') ||
    { echo "Debian's packages are unpacked, but Synapse or nio does not load"; exit 4; }
  touch "$new/$ready"
  rm -rf "$root"
  mv "$new" "$root"
}

case ${1:-} in
  can) can ;;
  build) build ;;
  python) shift; cd / && inside "$root" /usr/bin/python3 "$@" ;;
  *) sed -n 2,7p "$0"; exit 2 ;;
esac
