# Sourced by the scripts beside it: the project's root as working directory, and how to build.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# CMake takes both from the environment.
if command -v ccache > /dev/null; then
    export CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER-ccache}
fi
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL-$(nproc)}

# configure PRESET [OPTION…]: cmake, silent unless it fails or warns.
configure() {
    local output
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
