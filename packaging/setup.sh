# Sourced by packaging/run, packaging/test and .ci/run: a virtual environment in .venv, and the system's libraries.
# Leaves nothing outside the checkout but Debian packages.
# shellcheck shell=bash

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
unset PYTHONPATH PYTHONHOME
export PYTHONNOUSERSITE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore

step() { printf '\n==> %s\n' "$*"; }
stop() { printf '\n%s\n' "$*" >&2; exit 1; }

# ------------------------------------------------------------------------------------------- Debian packages

apt_updated=

# install_packages WHY PACKAGE...: those that are missing, by apt when root, else the one line to type (and false).
install_packages() {
  local why=$1 missing=() name
  shift
  for name; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    printf '\n%s need packages of your system that are missing. On Debian and Ubuntu, type:\n' "$why"
    printf '  sudo apt-get install -y --no-install-recommends %s\n' "${missing[*]}"
    return 1
  fi
  step "$why: installing ${#missing[@]} packages with apt: ${missing[*]}"
  # RUNLEVEL=1: services that come with a package (Dovecot) are not started
  local apt=(env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get -q -o Dpkg::Use-Pty=0)
  if [ -z "$apt_updated" ]; then
    "${apt[@]}" update </dev/null
    apt_updated=1
  fi
  "${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null
}

# unpack_package NAME FOLDER: the files of a package that cannot be installed beside another.
unpack_package() {
  local name=$1 folder=$2 work
  [ ! -e "$folder/.unpacked" ] || return 0
  step "Unpacking $name into ${folder#"$root"/}"
  work=$(mktemp -d)
  chmod 755 "$work" # apt fetches as a user of its own
  cd "$work" || return 1
  if ! apt-get -q download "$name" </dev/null && { [ "$(id -u)" -ne 0 ] || ! apt-get -q update </dev/null || ! apt-get -q download "$name" </dev/null; }; then
    cd "$root" && rm -rf "$work"
    return 1
  fi
  cd "$root" || return 1
  rm -rf "$folder" && mkdir -p "$folder" && dpkg-deb -x "$work"/*.deb "$folder" && touch "$folder/.unpacked"
  rm -rf "$work"
  [ -e "$folder/.unpacked" ]
}

# ---------------------------------------------------------------------------------------------------- Python

python_works() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
python_has_venv() { "$1" -c 'import ensurepip, venv' >/dev/null 2>&1; }

# Prints the first Python that is new enough. 3.11 first: the lock file was made with it.
find_python() {
  local name
  for name in ${PYTHON:-} python3.11 python3 python3.12 python3.13 python3.14; do
    if python_works "$name"; then
      command -v "$name"
      return
    fi
  done
  return 1
}

make_venv() {
  if [ -x "$venv/bin/python" ] && python_works "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    return
  fi
  local python version
  if ! python=$(find_python); then
    install_packages "The virtual environment: Python" python3 python3-venv || exit 1
    python=$(find_python) || stop "Écluse needs Python 3.11 or newer, and your system's is older. Install one, and name it: PYTHON=/path/to/python3 $0"
  fi
  if ! python_has_venv "$python"; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    install_packages "The virtual environment: Python's modules" "python$version-venv" || exit 1
  fi
  step "Making .venv with $python ($("$python" --version))"
  "$python" -m venv --clear "$venv" || return 1
}

# setup_python KIND: KIND is `run` (the app and its demo) or `test` (these, and what checks and tests them).
# Quick when nothing has changed since: a stamp keeps the sum of what decides.
setup_python() {
  local kind=$1 extras lock stamp sum
  # Checked one by one: where this is called in a condition, bash forgets `set -e`.
  make_venv || return 1
  case $kind in
    run) extras=demo lock=$root/packaging/requirements.lock ;;
    test) extras=demo,test lock=$root/packaging/requirements-test.lock ;;
  esac
  stamp=$venv/.installed-$kind
  sum=$(cat "$root/pyproject.toml" "$lock" "$root/packaging/setup.sh" | sha256sum)" $root"
  if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ]; then
    return
  fi
  local pip=("$venv/bin/python" -m pip install --progress-bar off)
  if "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) or sys.platform != "linux")'; then
    step "Installing the libraries of packaging/$(basename "$lock")"
    "${pip[@]}" --require-hashes -r "$lock" || return 1
    step "Installing Écluse itself, from this folder"
    "${pip[@]}" --no-deps --no-build-isolation -e "$root" || return 1
  else
    step "Installing Écluse and its libraries by the ranges of pyproject.toml (the lock file is for Python 3.11 on Linux)"
    "${pip[@]}" -e "${root}[$extras]" || return 1
  fi
  rm -f "$venv"/.installed-*
  printf '%s' "$sum" >"$stamp"
  if [ "$kind" = test ]; then # which holds everything that `run` needs
    cat "$root/pyproject.toml" "$root/packaging/requirements.lock" "$root/packaging/setup.sh" | sha256sum | tr -d '\n' >"$venv/.installed-run"
    printf ' %s' "$root" >>"$venv/.installed-run"
  fi
}

# setup_synapse FOLDER: a Matrix server, in an environment of its own: it brings more libraries than Écluse has.
setup_synapse() {
  local folder=$1 lock=$root/packaging/requirements-synapse.lock sum wanted
  sum=$(sha256sum <"$lock")
  [ "$(cat "$folder/.installed" 2>/dev/null)" != "$sum" ] || return 0
  step "Installing Synapse into ${folder#"$root"/}"
  wanted=(--require-hashes -r "$lock")
  "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) or sys.platform != "linux")' ||
    wanted=("$(grep -o '^matrix-synapse==[^ ]*' "$lock")")
  "$venv/bin/python" -m venv --clear "$folder" || return 1
  "$folder/bin/python" -m pip install --progress-bar off "${wanted[@]}" || return 1
  printf '%s' "$sum" >"$folder/.installed"
}

# ------------------------------------------------------------------------------------- Qt's system libraries

# Debian's package for a library that the loader did not find; nothing where we do not know.
package_of() {
  case $1 in
    libEGL.so.1) echo libegl1 ;;
    libGL.so.1) echo libgl1 ;;
    libGLX.so.0) echo libglx0 ;;
    libOpenGL.so.0) echo libopengl0 ;;
    libxkbcommon.so.0) echo libxkbcommon0 ;;
    libxkbcommon-x11.so.0) echo libxkbcommon-x11-0 ;;
    libdbus-1.so.3) echo libdbus-1-3 ;;
    libfontconfig.so.1) echo libfontconfig1 ;;
    libfreetype.so.6) echo libfreetype6 ;;
    libglib-2.0.so.0 | libgthread-2.0.so.0 | libgobject-2.0.so.0 | libgio-2.0.so.0) echo libglib2.0-0 ;;
    libbrotlidec.so.1 | libbrotlicommon.so.1) echo libbrotli1 ;;
    libgssapi_krb5.so.2) echo libgssapi-krb5-2 ;;
    libzstd.so.1) echo libzstd1 ;;
    libz.so.1) echo zlib1g ;;
    libX11.so.6) echo libx11-6 ;;
    libX11-xcb.so.1) echo libx11-xcb1 ;;
    libSM.so.6) echo libsm6 ;;
    libICE.so.6) echo libice6 ;;
    libxcb.so.1) echo libxcb1 ;;
    libxcb-cursor.so.0) echo libxcb-cursor0 ;;
    libxcb-glx.so.0) echo libxcb-glx0 ;;
    libxcb-icccm.so.4) echo libxcb-icccm4 ;;
    libxcb-image.so.0) echo libxcb-image0 ;;
    libxcb-keysyms.so.1) echo libxcb-keysyms1 ;;
    libxcb-randr.so.0) echo libxcb-randr0 ;;
    libxcb-render.so.0) echo libxcb-render0 ;;
    libxcb-render-util.so.0) echo libxcb-render-util0 ;;
    libxcb-shape.so.0) echo libxcb-shape0 ;;
    libxcb-shm.so.0) echo libxcb-shm0 ;;
    libxcb-sync.so.1) echo libxcb-sync1 ;;
    libxcb-util.so.1) echo libxcb-util1 ;;
    libxcb-xfixes.so.0) echo libxcb-xfixes0 ;;
    libxcb-xkb.so.1) echo libxcb-xkb1 ;;
    libwayland-client.so.0) echo libwayland-client0 ;;
    libwayland-cursor.so.0) echo libwayland-cursor0 ;;
    libwayland-egl.so.1) echo libwayland-egl1 ;;
  esac
}

# The libraries that Qt lacks here, asked from the loader; for X11 or, where there is only that, for Wayland.
missing_libraries() {
  local qt platform=xcb
  qt=$("$venv/bin/python" -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')
  [ -n "${DISPLAY:-}" ] || [ -z "${WAYLAND_DISPLAY:-}" ] || platform=wayland
  ldd "$qt"/Qt{Core,Gui,Widgets,Network,DBus,Svg}.abi3.so "$qt"/Qt/plugins/platforms/libq{offscreen,"$platform"}*.so \
    "$qt"/Qt/plugins/xcbglintegrations/*.so "$qt"/Qt/plugins/imageformats/libqsvg.so 2>/dev/null |
    sed -n 's/^[[:space:]]*\([^ ]*\) => not found.*/\1/p' | sort -u
}

setup_qt_libraries() {
  local missing library packages
  mapfile -t missing < <(missing_libraries)
  [ ${#missing[@]} -gt 0 ] || return 0
  mapfile -t packages < <(for library in "${missing[@]}"; do package_of "$library"; done | sort -u)
  [ ${#packages[@]} -eq 0 ] || install_packages "Qt's windows" "${packages[@]}" || return 1
  mapfile -t missing < <(missing_libraries)
  [ ${#missing[@]} -eq 0 ] && return
  printf '\nQt lacks these libraries of your system; install the packages that have them: %s\n' "${missing[*]}"
  return 1
}
