#include "conformance/backend.hpp"
#include "conformance/suite.hpp"

namespace conformance {

std::vector<Backend> backends()
{
    std::vector<Backend> all;
#if GANDER_WITH_POSTGRES
    all.push_back(postgres());
#endif
#if GANDER_WITH_SQLITE
    all.push_back(sqlite());
#endif
    return all;
}

INSTANTIATE_TEST_SUITE_P(Drivers, Conformance, testing::ValuesIn(backends()),
                         [](auto const &backend) { return backend.param.name; });

} // namespace conformance
