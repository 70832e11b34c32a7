# Sourced: podman as it runs on this machine. Where cgroups are not version 2, its defaults do not.
if [[ -z ${CONTAINERS_CONF-} && $(stat -fc %T /sys/fs/cgroup 2> /dev/null) != cgroup2fs ]]; then
    export CONTAINERS_CONF=$PWD/test/image/containers.conf
fi
engine=$(command -v podman || command -v docker) || {
    echo "neither podman nor docker is here: apt-get install podman" >&2
    exit 77
}
