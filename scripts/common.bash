# Sourced by the scripts beside it: the project's root as working directory, and how to build.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL-$(nproc)} # CMake takes it from the environment

# One cache of compiled files for all folders, and for the image's build beside the one here. Paths below this folder count as
# relative, and the compiler as what it is, not as when it was installed.
use_ccache() {
    command -v ccache > /dev/null || return 0
    export CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER-ccache}
    export CCACHE_DIR=${CCACHE_DIR-${XDG_CACHE_HOME:-$HOME/.cache}/gander/ccache}
    export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=1 CCACHE_COMPILERCHECK=content CCACHE_MAXSIZE=2G
}
use_ccache

# configure PRESET [OPTION…]: cmake, silent unless it fails or warns.
configure() {
    local output
    use_ccache # which may have been installed meanwhile
    if ! output=$(cmake --preset "$@" 2>&1); then
        printf '%s\n' "$output" >&2
        return 1
    fi
    sed -n '/^CMake .*Warning/,/^$/p' <<< "$output" >&2
}

# compile DIRECTORY [TARGET…]: ninja, whose lines overwrite each other on a terminal and are few elsewhere.
compile() {
    local directory=$1
    shift
    cmake --build "$directory" ${1:+--target "$@"} -- -k 0 $([[ -t 1 ]] || echo --quiet)
}

# toolchain_prefix [ARCHITECTURE]: what the names of its compilers begin with; nothing for this machine's own.
toolchain_prefix() {
    case ${1-} in
        '' | "$(dpkg --print-architecture 2> /dev/null)") ;;
        amd64) echo x86_64-linux-gnu- ;;
        arm64) echo aarch64-linux-gnu- ;;
        *)
            echo "$1: amd64 and arm64 are the architectures that can be built for" >&2
            return 2
            ;;
    esac
}

project_version() { sed -n 's/^project(gander VERSION \([^ ]*\).*/\1/p' CMakeLists.txt; }

# Debian's modules belong to Debian's Python, whatever other one comes first in PATH.
python=/usr/bin/python3
[[ -x $python ]] || python=python3
