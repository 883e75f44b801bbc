// The one table behind the configuration: each key's member, unit, range and meaning. For config.cpp only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/ops/config.hpp"

namespace uag {

/// What a key's value may be.
using ConfigValue = std::variant<bool, std::int64_t, std::string, std::vector<std::string>>;

/// One key of the file. Its type is the type of what `get` returns.
struct ConfigRow {
    std::string_view key;
    std::string_view unit;  ///< of a number; or the words a text may be
    std::string_view doc;
    std::int64_t min = 0;
    std::int64_t max = 0;
    /// What is wrong with a text; empty if nothing.
    std::string (*check)(const std::string& text) = nullptr;
    ConfigValue (*get)(const Config& config) = nullptr;
    void (*set)(Config& config, const ConfigValue& value) = nullptr;
};

/// One row a key; the keys of a section stand together.
std::span<const ConfigRow> config_settings();

}  // namespace uag
