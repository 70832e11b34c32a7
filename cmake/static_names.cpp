#include <nss.h>

// How a program without shared libraries looks up users, hosts and ports: in the files of /etc, and hosts in
// DNS. Left to itself the C library follows /etc/nsswitch.conf and loads what that names (libnss_systemd,
// libnss_sss, …) from a machine whose C library may be another version, which may end in a crash. Before
// main(), because no lookup may come first.
[[gnu::constructor]] static void look_names_up_without_plugins()
{
    // Nothing to be done if it fails, which is when memory is exhausted.
    (void)__nss_configure_lookup("passwd", "files");
    (void)__nss_configure_lookup("group", "files");
    (void)__nss_configure_lookup("hosts", "files dns");
    (void)__nss_configure_lookup("services", "files");
}
