#include "core/agent/archive_refusals.hpp"

#include "core/base/text.hpp"

namespace uag {

std::string echoed(std::string_view name) {
    constexpr std::size_t most = 60;
    return name.size() <= most ? std::string(name) : std::string(name.substr(0, utf8_prefix(name.substr(0, most))));
}

Error filter_refused(Message what) {
    Error error = fail(errc::invalid_argument, std::move(what));
    error.field = "$filter";
    return error;
}

Error filter_unreadable_at(std::size_t place, bool is_text) {
    if (is_text) return filter_refused(sentence("The filter cannot be read at character {0}.", {place}));
    return filter_refused(sentence("Restriction {0} cannot be read.", {place}));
}

Error filter_too_large() {
    return filter_refused(
        "The filter is too large: at most 8192 bytes, 64 terms, 1000 values and parentheses 16 deep.");
}

Error no_such_column(std::string_view name, ArchiveList list) {
    if (const std::string_view near = nearest_archive_column(name, list); !near.empty())
        return filter_refused(sentence("There is no column {0}; the nearest is {1}.", {echoed(name), near}));
    return filter_refused(sentence("There is no column {0}.", {echoed(name)}));
}
}  // namespace uag
