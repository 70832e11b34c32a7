#pragma once
/// Secrets of the cluster: their values go through pipes, never on a command line.

#include "cluster/kubectl.hpp"
#include "cluster/narrator.hpp"
#include "kubernetes/database.hpp"

#include <string>

namespace gander::cluster {

/// Throws Errc::io for a key that is not there, and what kubectl refuses.
std::string read_secret(Kubectl const &kubectl, std::string const &name, std::string const &key);

/// Empty where there is no such Secret, or no such key in it. Throws what else kubectl refuses.
std::string find_secret(Kubectl const &kubectl, std::string const &name, std::string const &key);

/// Makes the Secret of the database's password: the one that is given or, where it is empty, a random one.
/// One that is there already stays, as the database may know it: throws Errc::usage where it is not the given
/// one.
void provide_password(Kubectl const &kubectl, kubernetes::Database const &database, std::string const &given,
                      Narrator &narrator);

} // namespace gander::cluster
