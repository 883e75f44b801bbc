#include <optional>
#include <string>
#include <utility>

#include "core/base/nearest.hpp"
#include "core/base/text.hpp"
#include "server/compare/suite_file.hpp"

namespace uag::compare {

Result<std::vector<Suite>> load_suites(std::span<const std::string> named) {
    std::vector<Suite> suites;
    const auto take = [&](Result<Suite> suite) -> std::optional<Error> {
        if (!suite.has_value()) return suite.error();
        for (const Suite& each : suites)
            if (each.name == suite->name)
                return fail_in_english(errc::invalid_argument, "the suite " + suite->name + " is named twice");
        suites.push_back(std::move(*suite));
        return std::nullopt;
    };
    for (const std::string& name : named) {
        if (name.find_first_of("./") != std::string::npos) {
            if (const auto error = take(read_suite(name))) return *error;
            continue;
        }
        bool found = false;
        Nearest nearest(name);
        nearest.offer("all");
        for (const EmbeddedSuite& each : embedded_suites()) {
            nearest.offer(each.name);
            if (name != "all" && name != each.name) continue;
            found = true;
            if (const auto error = take(parse_suite(each.text, "suites/" + std::string(each.name) + ".toml")))
                return *error;
        }
        if (!found)
            return fail_in_english(errc::invalid_argument, "there is no suite " + printable(name) + nearest.hint());
    }
    return suites;
}

}  // namespace uag::compare
