# Sourced by scripts/test and scripts/demo: brings what both need onto a fresh Debian or Ubuntu, and only what is missing.

# Node 22.18 is the first 22 that runs TypeScript files as they are (nodejs.org, "Modules: TypeScript", history).
node_is_new_enough() {
  command -v node >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 22 || (major === 22 && minor >= 18) ? 0 : 1);'
}

bring_node() {
  node_is_new_enough && return
  if ! command -v npm >/dev/null; then
    bring_packages npm
  fi
  if [ ! -x scripts/node/node_modules/node/bin/node ]; then
    echo "This machine's Node.js is missing or older than 22.18; bringing Node 24 along (npm's package \"node\")."
    npm ci --prefix scripts/node --no-audit --no-fund --loglevel=error
  fi
  PATH="$PWD/scripts/node/node_modules/node/bin:$PATH"
  export PATH
  hash -r
  node_is_new_enough || {
    echo "Node 22.18 or newer is needed and could not be brought along; install it and try again." >&2
    exit 2
  }
}

# Into a folder that has a lock file of its own, or else into this one.
bring_node_modules() {
  local folder="${1:-.}"
  # npm writes this file last, so it tells whether the installation is whole and of today's lock file.
  [ "$folder/node_modules/.package-lock.json" -nt "$folder/package-lock.json" ] && return
  npm ci --prefix "$folder" --no-audit --no-fund --loglevel=error
}

# Debian packages, without the services that some of them would start: only their programs are wanted here.
bring_packages() {
  local missing=() name
  for name in "$@"; do
    dpkg-query --show --showformat='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || missing+=("$name")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ]; then
    echo "Not installed, since this is not root: ${missing[*]}. What needs them is skipped by name."
    return
  fi
  apt-get -qq update
  local known=()
  for name in "${missing[@]}"; do
    if apt-cache show "$name" >/dev/null 2>&1; then
      known+=("$name")
    else
      echo "This system has no package $name; what needs it is skipped by name."
    fi
  done
  [ ${#known[@]} -eq 0 ] && return
  echo "Installing ${known[*]}"
  keep_services_down
  local status=0
  DEBIAN_FRONTEND=noninteractive apt-get -qq --yes --no-install-recommends \
    -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold install "${known[@]}" >/dev/null || status=$?
  let_services_be
  return "$status"
}

# invoke-rc.d(8): a policy-rc.d that ends with 101 forbids every start. What was there before comes back.
POLICY=/usr/sbin/policy-rc.d

keep_services_down() {
  if [ -e "$POLICY" ]; then mv "$POLICY" "$POLICY.before-stillroom"; fi
  printf '#!/bin/sh\nexit 101\n' >"$POLICY"
  chmod 755 "$POLICY"
  trap let_services_be EXIT
}

let_services_be() {
  rm -f "$POLICY"
  if [ -e "$POLICY.before-stillroom" ]; then mv "$POLICY.before-stillroom" "$POLICY"; fi
  trap - EXIT
}

# What the sandbox machine needs on this system; see scripts/sandbox/.
SANDBOX_PACKAGES=(
  apt-utils        # apt-ftparchive: the lab's package mirror
  curl
  debian-archive-keyring
  dnsmasq-base     # the lab's name server
  gnupg            # signs the mirror
  iproute2
  mmdebstrap       # the machine's image
  openssh-client   # ssh-keygen
  openssl
  pebble           # the lab's certificate authority
  python3-pip      # fetches Synapse
  systemd-container
)
