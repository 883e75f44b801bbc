#include "adapters/client/call_result.hpp"

#include <charconv>
#include <memory>

#include "core/base/text.hpp"

namespace uag::client {
namespace {

// Seconds only: a date is of a clock that is not ours.
std::optional<std::chrono::seconds> read_retry_after(std::string_view text) {
    std::uint32_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return std::chrono::seconds(seconds);
}

}  // namespace

CallResult::~CallResult() {
    if (answer) wipe_secrets(operation->response(), answer.get());
}

CallResult& CallResult::operator=(CallResult&& other) noexcept {
    if (this == &other) return *this;
    std::destroy_at(this);  // with the secrets of what it was
    return *std::construct_at(this, std::move(other));
}

CallResult begin_result(const Operation& operation, Version version, Response raw) {
    CallResult outcome;
    outcome.operation = &operation;
    outcome.version = version;
    outcome.language = trim_blanks(raw.field("Content-Language"));
    outcome.failure.retry_after = read_retry_after(trim_blanks(raw.field("Retry-After")));
    outcome.raw = std::move(raw);
    return outcome;
}

}  // namespace uag::client
