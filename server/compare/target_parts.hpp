// What a target is told before it is judged: each text with where it stands. For targets.cpp and target_file.cpp only.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "server/compare/targets.hpp"

namespace uag::compare {

struct Said {
    std::string text;
    std::string place;  ///< "targets.toml:4:7: user", "--user": what an error begins with
};

/// A target as the file or the line has it, by the keys of a file.
struct TargetDraft {
    std::string name;
    std::string place;  ///< "targets.toml:3:1", "--target"
    std::map<std::string, Said, std::less<>> said{};
    std::int32_t connect_timeout_ms = 0;  ///< 0: not said; also below
    std::int32_t timeout_ms = 0;
    std::int32_t answer_mebibytes = 0;

    const Said* find(std::string_view key) const {
        const auto found = said.find(key);
        return found == said.end() || found->second.text.empty() ? nullptr : &found->second;
    }
};

inline Error wrong_target(const std::string& place, std::string_view what) {
    return fail_in_english(errc::invalid_argument, place + ' ' + std::string(what));
}

/// Why it can be no target's name; empty: it can.
std::string_view judge_target_name(std::string_view name);

/// The targets of a file, in its order.
Result<std::vector<TargetDraft>> read_target_file(const std::string& path);

}  // namespace uag::compare
