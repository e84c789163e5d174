#!/usr/bin/env bash
# Prepares .venv for `make run` or `make test` and says what it is doing while it lasts.
# A second run with nothing changed returns at once.
#
# Usage: packaging/setup.sh run|test
#   GPU=cpu|cuda|vulkan|metal  builds the model engine for it (empty: keeps what is built, else cpu)
#   PYTHON=python3.12          takes this Python
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:-}
gpu=${GPU:-}
venv=.venv
log=$venv/setup.log
pip=("$venv/bin/python" -m pip --disable-pip-version-check)
policy=/usr/sbin/policy-rc.d
child=""
policy_is_ours=""

say() { printf '%s\n' "$*" >&2; }
fail() { say "setup: $*"; exit 1; }

clean_up() {
    if [ -n "$child" ]; then kill -- "-$child" 2>/dev/null || true; fi
    if [ -n "$policy_is_ours" ]; then as_root rm -f "$policy"; fi
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# --- what is there already ---------------------------------------------------------------------

# A stamp holds the place too: a moved checkout has launchers that point to the old one.
wanted_stamp() { { cat pyproject.toml packaging/setup.sh; pwd; } | cksum; }

stamped() { [ -f "$venv/ready-$1" ] && [ "$(cat "$venv/ready-$1")" = "$(wanted_stamp)" ]; }

built_backend() {
    if [ -f "$venv/engine" ]; then cat "$venv/engine"
    elif [ -d "$venv" ] && has_engine; then echo cpu
    fi
}

has_engine() { "$venv/bin/python" -c 'import llama_cpp' >/dev/null 2>&1; }

is_ready() {
    [ -z "$gpu" ] || [ "$gpu" = "$(built_backend)" ] || return 1
    stamped test || { [ "$purpose" = run ] && stamped run; }
}

# --- long commands -----------------------------------------------------------------------------

# Runs a command with its output in the log; says every 15 s that it is alive and how far it is.
work() {
    local what=$1 start=$SECONDS next=15 before
    shift
    say "  $what ..."
    before=$(wc -l <"$log")
    set -m # a process group of its own, so that an interrupt ends the compilers too
    "$@" >>"$log" 2>&1 </dev/null &
    child=$!
    set +m
    while kill -0 "$child" 2>/dev/null; do
        sleep 0.3
        if [ $((SECONDS - start)) -ge "$next" ]; then
            say "    still at it after $((SECONDS - start)) s $(compiler_step "$before")"
            next=$((next + 15))
        fi
    done
    if ! wait "$child"; then
        child=""
        tail -n 15 "$log" >&2
        fail "this step failed: $what (the whole output is in $log)"
    fi
    child=""
}

# The counter that ninja or make printed last, such as "[ 41/ 96]".
compiler_step() {
    tail -n "+$(($1 + 1))" "$log" | grep -oE '\[ *[0-9]+(/ *[0-9]+|%)\]' | tail -n 1 || true
}

# --- GPU back ends: what each needs, said at once ----------------------------------------------

check_gpu() {
    local missing=""
    case $gpu in
        "" | cpu) ;;
        cuda)
            command -v nvcc >/dev/null && nvcc --version >/dev/null 2>&1 || missing="the CUDA toolkit (nvcc)"
            nvidia-smi >/dev/null 2>&1 || missing="${missing:+$missing and }an NVIDIA driver (nvidia-smi)"
            ;;
        vulkan)
            command -v glslc >/dev/null || missing="the shader compiler glslc"
            vulkan_headers_fit || missing="${missing:+$missing and }Vulkan headers 1.3.275 or newer (found: $(vulkan_version); Debian 12 has 1.3.239, take the Vulkan SDK)"
            ;;
        metal)
            [ "$(uname -s)" = Darwin ] || missing="macOS"
            ;;
        *) fail "GPU=$gpu is unknown; it may be cuda, vulkan, metal or cpu." ;;
    esac
    [ -z "$missing" ] || fail "GPU=$gpu cannot be built on this machine, which lacks $missing."
}

vulkan_version() {
    local folder header
    for folder in "${VULKAN_SDK:-/nonexistent}/include" /usr/local/include /usr/include; do
        header=$folder/vulkan/vulkan_core.h
        if [ -f "$header" ]; then
            sed -nE 's/^#define VK_HEADER_VERSION ([0-9]+).*/patch=\1/p
                     s/^#define VK_HEADER_VERSION_COMPLETE .*\(0, *([0-9]+), *([0-9]+),.*/minor=\1.\2/p' "$header" |
                sort | sed 's/.*=//' | paste -sd. -
            return
        fi
    done
    echo none
}

vulkan_headers_fit() {
    local version
    version=$(vulkan_version)
    [ "$version" != none ] && [ "$(printf '%s\n' 1.3.275 "$version" | sort -V | head -n 1)" = 1.3.275 ]
}

# --- system packages ---------------------------------------------------------------------------

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
may_be_root() { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }

needed_packages() {
    # WeasyPrint draws with Pango; Qt needs the rest, also without a display.
    echo libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1
    echo libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libxcb-icccm4 libxcb-keysyms1
    echo libxcb-cursor0 libxcb-image0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-randr0
    if [ -n "$gpu" ] || ! has_engine; then echo cmake g++; fi
    if [ "$purpose" = test ]; then echo dovecot-imapd xvfb xauth poppler-utils; fi
    find_python >/dev/null || echo python3 python3-venv
}

missing_packages() {
    local name
    for name in $(needed_packages); do
        dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || echo "$name"
    done
}

install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        say "  This is no Debian-like system, so its libraries are not checked. Needed: Pango, HarfBuzz,"
        say "  Fontconfig, EGL and xkbcommon, cmake and a C++ compiler$( [ "$purpose" = test ] && echo ', Dovecot, poppler' )."
        return
    fi
    local missing
    missing=$(missing_packages | paste -sd' ' -)
    [ -n "$missing" ] || return 0
    if ! may_be_root; then
        say "These system packages are missing, and installing them needs an administrator:"
        say "    sudo apt-get install --no-install-recommends $missing"
        fail "run that line, then the same make command again."
    fi
    # Dovecot is for the tests, which start their own: Debian must not start it as a service.
    if [ ! -e "$policy" ]; then
        policy_is_ours=yes
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
    fi
    work "asking apt for its package lists" as_root apt-get update
    # shellcheck disable=SC2086 # a list of words
    work "installing system packages: $missing" as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends $missing
    if [ -n "$policy_is_ours" ]; then
        as_root rm -f "$policy"
        policy_is_ours=""
    fi
}

# --- Python ------------------------------------------------------------------------------------

find_python() {
    local name
    for name in ${PYTHON:-python3 python3.11 python3.12 python3.13}; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    return 1
}

make_venv() {
    if "$venv/bin/python" -c 'import pip' >/dev/null 2>&1; then return; fi
    local python
    python=$(find_python) || fail "Python 3.11 or newer with venv is needed; name one with PYTHON=..."
    work "making the virtual environment with $("$python" --version)" "$python" -m venv "$venv"
}

requirement() { sed -nE "s/^ *\"($1==[^\"]+)\".*/\1/p" pyproject.toml; }

build_engine() {
    local wanted=${gpu:-$(built_backend)} cores minutes
    wanted=${wanted:-cpu}
    if has_engine && [ "$wanted" = "$(built_backend)" ]; then return; fi
    cores=$(getconf _NPROCESSORS_ONLN)
    minutes=$(((10 + cores - 1) / cores))
    say "  The model engine (llama.cpp, $wanted) is compiled from source once: about $minutes minutes on $cores cores."
    rm -f "$venv/engine"
    if [ "$wanted" = cpu ] && ! has_engine; then
        work "compiling the model engine" "${pip[@]}" install -v "$(requirement llama-cpp-python)"
    else
        # pip would hand out the plain build that it keeps, so its cache stays out of this.
        CMAKE_ARGS="${CMAKE_ARGS:-} $(engine_switch "$wanted")" \
            work "compiling the model engine for $wanted" "${pip[@]}" install -v --no-cache-dir \
            --force-reinstall --no-deps --no-binary llama-cpp-python "$(requirement llama-cpp-python)"
    fi
    has_engine || fail "the model engine was built but does not load; see $log"
    echo "$wanted" >"$venv/engine"
}

engine_switch() {
    case $1 in
        cuda) echo -DGGML_CUDA=on ;;
        vulkan) echo -DGGML_VULKAN=on ;;
        metal) echo -DGGML_METAL=on ;;
        cpu) echo -DGGML_CUDA=off ;;
    esac
}

install_python_packages() {
    local extras=""
    if [ "$purpose" = test ]; then
        extras="[dev,train,agents]"
        # First and alone: the others would let pip pick a build of torch with gigabytes of CUDA.
        work "installing PyTorch for the tests of the training (about 200 MB)" "${pip[@]}" install "$(requirement torch)"
    fi
    work "installing the Python packages" "${pip[@]}" install --editable ".$extras"
}

# --- the whole ---------------------------------------------------------------------------------

[ "$purpose" = run ] || [ "$purpose" = test ] || fail "say what for: packaging/setup.sh run|test"
check_gpu
if is_ready; then exit 0; fi
say "Setting up QuoteFlow for 'make $purpose'. This takes a few minutes the first time only."
mkdir -p "$venv"
: >"$log"
install_packages
make_venv
build_engine
install_python_packages
wanted_stamp >"$venv/ready-$purpose"
say "Set up."
