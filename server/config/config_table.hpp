// The one table behind the configuration: each key's member, unit, range and meaning. For config.cpp and
// those beside it that walk over all keys.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/config/config.hpp"

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
    bool repeated = false;  ///< of a section that may stand more than once: `[[credential_type]]`
    bool counted = false;   ///< of a list that is told by its length only
    /// What is wrong with a text; empty if nothing.
    std::string (*check)(const std::string& text) = nullptr;
    ConfigValue (*get)(const Config& config) = nullptr;
    void (*set)(Config& config, const ConfigValue& value) = nullptr;
};

/// One row a key; the keys of a section stand together.
std::span<const ConfigRow> config_settings();

/// Rows of a repeated section mean its last entry, or the defaults if there is none.
void add_entry(Config& config);
/// One configuration an entry of the repeated section, which has that entry as its last.
std::vector<Config> one_an_entry(const Config& config);

}  // namespace uag
