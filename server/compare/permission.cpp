#include "server/compare/permission.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace uag::compare {
namespace {

bool names_host(std::string_view list, std::string_view host) {
    while (!list.empty()) {
        const std::size_t comma = std::min(list.find(','), list.size());
        if (ascii_iequals(trim_blanks(list.substr(0, comma)), host)) return true;
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

}  // namespace

bool changes_something(const Suite& suite) {
    return std::ranges::any_of(suite.steps, [](const Step& step) { return step.effect != Effect::read; });
}

std::string judge_writes(const std::vector<Suite>& suites, const std::vector<Target>& targets,
                         std::string_view writes) {
    std::string names;
    for (const Suite& suite : suites)
        if (changes_something(suite)) (names += names.empty() ? "" : ", ") += suite.name;
    if (names.empty()) return {};
    if (writes.empty()) return "--writes is needed for what makes, changes or removes something, as here in " + names;
    for (const Target& target : targets)
        if (!target.is_loopback() && !names_host(writes, target.host()))
            return "--writes=" + std::string(target.host()) + " is needed: the target " + target.name +
                   " is on another machine, and something would be made, changed or removed there, in " + names;
    return {};
}

}  // namespace uag::compare
