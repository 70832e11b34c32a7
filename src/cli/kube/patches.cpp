#include "base/file.hpp"
#include "cli/kube/kube.hpp"
#include "kubernetes/patch.hpp"

#include <gander/error.hpp>

#include <iterator>

namespace gander::cli::kube {

std::vector<kubernetes::Patch> patches(Flags const &flags)
{
    std::vector<kubernetes::Patch> all;
    for (auto const &path : flags.all("patch")) {
        auto const contents = read_file(path);
        if (!contents.error.empty()) {
            throw Error(Errc::usage, contents.error, "--patch names a file");
        }
        auto more = kubernetes::patches(contents.text, path);
        all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    return all;
}

} // namespace gander::cli::kube
