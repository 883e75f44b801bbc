// Parameters of a step out of a TOML file, as JSON, with the place of each member for what is said about it.
#pragma once

#include <toml++/toml.h>

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "server/config/toml_file.hpp"

namespace uag::compare {

/// JSON, and where its members stand, by path: `User.OtherGroups[2].Id`; the empty path is the whole.
struct PlacedJson {
    std::string text = "{}";
    std::map<std::string, toml::source_region, std::less<>> places{};

    /// Of the member, or of the nearest one around it.
    const toml::source_region& place_of(std::string_view path) const;
};

/// A TOML table, or a text that is JSON. Only those members of the table's top for which `wanted` is true; all if it is
/// empty. What JSON of the contract has no form for is reported.
PlacedJson to_json(const toml::node& with, TomlProblem& problem,
                   const std::function<bool(std::string_view name)>& wanted = {});

}  // namespace uag::compare
