#pragma once
/// A mounted Secret: a directory with one file a key.

#include <map>
#include <string>
#include <string_view>

namespace gander::cli {

/// The keys that count, those with an empty value left out.
using SecretKeys = std::map<std::string, std::string, std::less<>>;

/// Reads them, all from one version of the Secret: Kubernetes swaps a mounted one as a whole, by its link
/// `..data`. Throws as read_secret() does.
SecretKeys read_secret_keys(std::string_view variable, std::string const &directory);

/// The connection string they mean: `uri`, `url` or `dbstring`, or name='value' pairs of `host`, `port`,
/// `user`, `password`, `dbname` and so on. Throws Errc::usage where two keys contradict each other or none is
/// there.
std::string secret_dbstring(std::string_view variable, std::string const &directory, SecretKeys const &keys);

} // namespace gander::cli
