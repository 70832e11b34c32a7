# Sourced: podman as it runs on this machine. Where cgroups are not version 2, its defaults do not.
if [[ -z ${CONTAINERS_CONF-} && $(stat -fc %T /sys/fs/cgroup 2> /dev/null) != cgroup2fs ]]; then
    export CONTAINERS_CONF=$PWD/test/image/containers.conf
fi
engine=$(command -v podman || command -v docker) || {
    echo "neither podman nor docker is here: apt-get install podman" >&2
    exit 77
}

# Prints an image of Debian 12 that is here afterwards.
debian() {
    local name
    [[ -z ${GANDER_IMAGE_BASE-} ]] || { echo "$GANDER_IMAGE_BASE"; return; }
    for name in localhost/gander-debian:12 docker.io/library/debian:12; do
        "$engine" image inspect "$name" > /dev/null 2>&1 && { echo "$name"; return; }
    done
    timeout 60 "$engine" pull -q docker.io/library/debian:12 > /dev/null 2>&1 && { echo docker.io/library/debian:12; return; }
    bootstrap >&2 && echo localhost/gander-debian:12
}

# With this machine's own package sources.
bootstrap() {
    echo "containers: docker.io cannot be reached: Debian 12 by debootstrap, a minute or two"
    command -v debootstrap > /dev/null || { echo "containers: apt-get install debootstrap"; return 77; }
    local root mirror
    root=$(mktemp -d)
    mirror=$(apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' | awk '$2 == "bookworm" { print $1; exit }')
    debootstrap --variant=minbase --include=ca-certificates bookworm "$root" "${mirror:-http://deb.debian.org/debian}" > "$root.log" 2>&1 ||
        { tail -20 "$root.log"; rm -rf "$root"; return 1; }
    cp /etc/apt/sources.list.d/debian.sources "$root/etc/apt/sources.list.d/" 2> /dev/null && rm -f "$root/etc/apt/sources.list"
    rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
    tar -C "$root" -c . | "$engine" import - localhost/gander-debian:12 > /dev/null
    rm -rf "$root" "$root.log"
}
