#pragma once
/// All of Gander's public API.

#include <gander/database.hpp>
#include <gander/error.hpp>
#include <gander/files.hpp>
#include <gander/migrator.hpp>
#include <gander/report.hpp>
#include <gander/schema.hpp>

#include <string_view>

namespace gander {

/// This build's version: `0.1.0`.
std::string_view library_version() noexcept;

} // namespace gander
