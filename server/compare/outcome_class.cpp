#include "server/compare/outcome_class.hpp"

#include <cstddef>

namespace uag::compare {
namespace {

struct OutcomeWords {
    std::string_view name;
    std::string_view word;
};
constexpr std::array<OutcomeWords, outcome_classes.size()> outcome_words{{{"success", "success"},
                                                                          {"denied", "denied"},
                                                                          {"missing object", "missing_object"},
                                                                          {"invalid value", "invalid_value"},
                                                                          {"bad credentials", "bad_credentials"},
                                                                          {"other", "other"}}};

const OutcomeWords& words_of_class(OutcomeClass outcome) { return outcome_words[static_cast<std::size_t>(outcome)]; }

}  // namespace

std::string_view name_of(OutcomeClass outcome) { return words_of_class(outcome).name; }
std::string_view word_of(OutcomeClass outcome) { return words_of_class(outcome).word; }

OutcomeClass class_of(errc code) {
    switch (code) {
        case errc::access_denied: return OutcomeClass::denied;
        case errc::not_found: return OutcomeClass::missing_object;
        case errc::session: return OutcomeClass::bad_credentials;
        case errc::malformed:
        case errc::bad_parameter:
        case errc::password_policy:
        case errc::validation:
        case errc::invalid_argument:
        case errc::conflict: return OutcomeClass::invalid_value;
        case errc::not_implemented:
        case errc::server:
        case errc::internal:
        case errc::storage:
        case errc::overloaded:
        case errc::upstream_failed:
        case errc::upstream_slow:
        case errc::throttled:
        case errc::password_throttled: break;
    }
    return OutcomeClass::other;
}

OutcomeClass class_of(client::CodeSet codes, std::optional<OutcomeClass> expected) {
    if (expected && !codes.only()) {
        const client::CodeSet of_class = client::codes_where([&](errc code) { return class_of(code) == *expected; });
        if (codes.meets(of_class)) return *expected;
    }
    const std::optional<errc> first = codes.first();
    return first ? class_of(*first) : OutcomeClass::other;
}

}  // namespace uag::compare
