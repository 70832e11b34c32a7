#pragma once
/// Connection strings → what libpq is given, what the server is told, and what is left out.

#include <string>
#include <string_view>
#include <vector>

namespace gander::driver::postgres {

struct Setting
{
    std::string name{};
    std::string value{};

    friend bool operator==(Setting const &, Setting const &) = default;
};

struct Conninfo
{
    std::vector<Setting> connection{};  ///< libpq's own parameters
    std::vector<Setting> session{};     ///< server settings, for set_config()
    std::vector<std::string> ignored{}; ///< names that goose's client library knows and libpq does not
};

/// Throws Errc::usage; the message never holds a password.
Conninfo parse_conninfo(std::string_view dbstring);

// The two written forms, read and no more: names and values in the order they stand.

bool is_url(std::string_view dbstring) noexcept;
std::vector<Setting> parse_url(std::string_view dbstring);
std::vector<Setting> parse_pairs(std::string_view dbstring);

/// `%41` → `A`. False for a `%` that two hexadecimal digits do not follow.
bool percent_decode(std::string_view text, std::string &decoded);

/// The libpq that we run with: 15, for example.
int libpq_major();

/// A hint for it.
inline constexpr auto const *how_to_write = "write postgres://USER@HOST/DATABASE, or host=HOST user=USER "
                                            "dbname=DATABASE; a value with blanks in it needs single quotes";

/// The error for a connection string that cannot be understood.
[[noreturn]] void refuse_conninfo(std::string_view dbstring, std::string_view why, std::string hint);

} // namespace gander::driver::postgres
