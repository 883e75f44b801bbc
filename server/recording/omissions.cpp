#include "server/recording/omissions.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "adapters/compare/value_text.hpp"
#include "core/base/encoded_value.hpp"
#include "core/base/text.hpp"

namespace uag::recording {
namespace {

using client::CallResult;
using compare::PathResult;
using compare::Status;

constexpr std::string_view message_path = "$outcome.messages[\"";

// The key of a text by field; empty: the path is another one.
std::string_view field_of(std::string_view path) {
    if (!path.starts_with(message_path) || !path.ends_with("\"]")) return {};
    path.remove_prefix(message_path.size());
    return path.substr(0, path.size() - 2);
}

// Numbers of a text as they are written, without zeros in front; "0" for zeros alone.
std::vector<std::string> numbers_in(std::string_view text) {
    std::vector<std::string> numbers;
    bool is_within = false;
    for (const char c : text) {
        if (!is_ascii_digit(c)) {
            is_within = false;
            continue;
        }
        if (!std::exchange(is_within, true)) numbers.emplace_back();
        std::string& last = numbers.back();
        if (last == "0") last.clear();
        last += c;
    }
    return numbers;
}

std::string digits_in(std::string_view text) {
    std::string digits;
    std::ranges::copy_if(text, std::back_inserter(digits), is_ascii_digit);
    return digits;
}

// Whether a value as a culture shows it can be the stored one: another order, other signs between, none of the numbers new.
bool may_show(std::string_view shown, std::string_view stored) {
    if (digits_in(shown) == digits_in(stored)) return true;
    const std::vector<std::string> known = numbers_in(stored);
    return std::ranges::all_of(
        numbers_in(shown), [&](const std::string& number) { return std::ranges::find(known, number) != known.end(); });
}

bool has_ended(const RecordedSide& left, const CallResult& right) {
    return left.typed.sender.evidence.kind == Evidence::Kind::ticket && left.result &&
           left.result->kind == CallResult::Kind::error && left.result->failure.codes.contains(errc::session) &&
           right.kind == CallResult::Kind::success;
}

}  // namespace

void Omissions::keep(Omission omission) {
    if (kept_.size() < most_omissions) kept_.push_back(std::move(omission));
}

void Omissions::not_played(const std::string& step, const TypedRequest& call) {
    if (call.operation == nullptr || call.operation->effect == Effect::read) return;
    keep({step, {}});
}

std::string Omissions::said_of(const Omission& omission) const {
    const std::string face = compare::name_of(face_);
    return omission.lost.path.empty()
               ? omission.step + ", which " + face + " has no form for"
               : omission.step + ", which leaves out " + omission.lost.path + ": " + face + " has no such member";
}

const Omissions::Omission* Omissions::whole_call() const {
    const auto found =
        std::ranges::find_if(kept_.rbegin(), kept_.rend(), [](const Omission& each) { return each.lost.path.empty(); });
    return found == kept_.rend() ? nullptr : &*found;
}

// `shown`: as a result shows a value.
bool Omissions::is_shown(const LostMember& lost, std::string_view shown) const {
    return !lost.value.empty() && compare::in_quotes(pseudonyms_.scrubbed(lost.value)) == shown;
}

std::string Omissions::said_here(const LostMember& lost) const {
    return "this call, which leaves out " + lost.path + ": " + compare::name_of(face_) + " has no such member";
}

// Empty: there is none.
std::string Omissions::sign_of(const PathResult& difference, const RecordedSide& left, const CallResult& right,
                               const std::vector<LostMember>& here) const {
    for (const LostMember& lost : here)
        if (is_shown(lost, difference.left)) return said_here(lost);
    const auto before = std::ranges::find_if(
        kept_.rbegin(), kept_.rend(), [&](const Omission& each) { return is_shown(each.lost, difference.left); });
    if (before != kept_.rend()) return said_of(*before);
    if (const std::string_view field = field_of(difference.path); !field.empty()) {
        for (const LostMember& lost : here)
            if (lost.name == field) return said_here(lost);
        const TypeInfo& type = left.typed.operation->request();
        for (const Omission& omission : kept_)
            if (says_text(type, left.typed.request.get(), face_, omission.lost.value)) return said_of(omission);
    }
    if (difference.path == "$outcome" && has_ended(left, right))
        if (const Omission* const omission = whole_call()) return said_of(*omission);
    const bool asks = !left.typed.sender.language.empty() || !left.typed.sender.culture.empty();
    const bool is_stored = left.typed.face.is_rest() && !face_.is_rest() && asks && !difference.path.starts_with('$') &&
                           difference.right.starts_with("\"[");
    if (is_stored) {
        std::string_view text = difference.right;
        text = text.substr(1, text.size() - 2);
        if (decode_value(text) && may_show(difference.left, text))
            return "the culture that was asked for: over SOAP values in texts stay as they are stored";
    }
    return {};
}

void Omissions::settle(const std::string& step, const RecordedSide& left, const CallResult& right,
                       compare::Comparison& comparison) {
    std::vector<LostMember> here = lost_members(left.typed.operation->request(), left.typed.request.get(), face_);
    for (std::size_t i = 0; i < comparison.results().size(); ++i) {
        const PathResult& result = comparison.results()[i];
        if (result.status != Status::different) continue;
        const std::string sign = sign_of(result, left, right, here);
        if (sign.empty()) continue;
        comparison.settle(i, Status::consequence, "may follow from " + sign);
        ++consequences_;
        causes_.insert(sign);
    }
    for (LostMember& lost : here) {
        comparison.add({"$request." + lost.path, Status::not_applicable, compare::Aspect::none,
                        lost.value.empty() ? std::string() : compare::in_quotes(pseudonyms_.scrubbed(lost.value)), "",
                        "the request leaves it out, for " + compare::name_of(face_) + " has no such member"});
        if (left.typed.operation->effect != Effect::read) keep({step, std::move(lost)});
    }
}

std::string Omissions::told() const {
    if (consequences_ == 0) return {};
    std::string text = consequences_ == 1
                           ? "1 difference is neither agreement nor fault: it"
                           : std::to_string(consequences_) + " differences are neither agreement nor fault: they";
    text += " may follow from what could not be said:";
    constexpr std::size_t most_told = 10;
    std::size_t told = 0;
    for (const std::string& cause : causes_) {
        if (told++ == most_told) return text + " and from " + std::to_string(causes_.size() - most_told) + " more";
        text += (told == 1 ? " " : "; ") + cause;
    }
    return text;
}

}  // namespace uag::recording
