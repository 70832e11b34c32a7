#include "driver/postgres/attempt.hpp"

#include <algorithm>
#include <memory>
#include <new>

namespace gander::driver::postgres {

ConnectionPtr start(std::vector<Setting> const &parameters)
{
    std::vector<char const *> names;
    std::vector<char const *> values;
    for (auto const &parameter : parameters) {
        names.push_back(parameter.name.c_str());
        values.push_back(parameter.value.c_str());
    }
    names.push_back(nullptr);
    values.push_back(nullptr);
    return ConnectionPtr{PQconnectStartParams(names.data(), values.data(), 0)};
}

Options options_of(PGconn *connection)
{
    Options options;
    std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> const all{PQconninfo(connection),
                                                                           PQconninfoFree};
    if (!all) {
        throw std::bad_alloc{};
    }
    for (auto const *option = all.get(); option->keyword; ++option) {
        options[option->keyword] = option->val ? option->val : "";
    }
    return options;
}

Options options_of(std::vector<Setting> parameters)
{
    // libpq reads service files, but shows what it found there only of an attempt. This one it refuses before
    // it looks for a host; with a password at hand it does not read the password file, whose warnings
    // it would print twice.
    set(parameters, "target_session_attrs", "none such");
    set(parameters, "password", "none");
    auto const refused = start(parameters);
    return refused ? options_of(refused.get()) : throw std::bad_alloc{};
}

void set(std::vector<Setting> &parameters, std::string_view name, std::string value)
{
    std::erase_if(parameters, [&](Setting const &setting) { return setting.name == name; });
    parameters.push_back({std::string{name}, std::move(value)});
}

} // namespace gander::driver::postgres
