// What becomes of a request once an adapter has read it: its answer is written, or the core is asked first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <variant>

#include "adapters/http/message.hpp"
#include "core/base/async.hpp"

namespace uag {

/// The answer is written: a refusal, a file, a page that needs no core.
struct Answered {
    std::string_view operation{};  ///< its name for the log, a text of the program; empty if none was recognised
};

/// A call of the core, and its answer.
class CallExchange {
public:
    virtual ~CallExchange() = default;
    virtual Call& call() = 0;
    /// Bytes that it takes beside the request while its call waits: what was parsed, and what will be decoded of it.
    virtual std::size_t held_bytes() const = 0;
    /// The operation's name for the log.
    virtual std::string_view operation() const = 0;
    /// Writes the answer of what the call came to.
    virtual void answer(Outcome& outcome, HttpReply& reply) = 0;
};

/// A page for people that asks the core before it is written.
class PageExchange {
public:
    virtual ~PageExchange() = default;
    /// Never throws; what fails is the page's to show.
    virtual Task<void> run() = 0;
    virtual std::size_t held_bytes() const = 0;
    virtual std::string_view operation() const = 0;
    /// Who asked, 0 for nobody; for the log.
    virtual std::int32_t associate_id() const = 0;
    /// Writes the answer; after run().
    virtual void answer(HttpReply& reply) = 0;
};

/// Never null.
using Exchange = std::variant<Answered, std::unique_ptr<CallExchange>, std::unique_ptr<PageExchange>>;

/// Null for another kind.
inline CallExchange* call_in(const Exchange& exchange) {
    const auto* const call = std::get_if<std::unique_ptr<CallExchange>>(&exchange);
    return call == nullptr ? nullptr : call->get();
}
inline PageExchange* page_in(const Exchange& exchange) {
    const auto* const page = std::get_if<std::unique_ptr<PageExchange>>(&exchange);
    return page == nullptr ? nullptr : page->get();
}

/// What is held while the core is asked; nothing where it is not.
inline std::size_t held_bytes(const Exchange& exchange) {
    if (const CallExchange* const call = call_in(exchange)) return call->held_bytes();
    const PageExchange* const page = page_in(exchange);
    return page == nullptr ? 0 : page->held_bytes();
}

/// The name for the log.
inline std::string_view operation_in(const Exchange& exchange) {
    if (const CallExchange* const call = call_in(exchange)) return call->operation();
    if (const PageExchange* const page = page_in(exchange)) return page->operation();
    return std::get<Answered>(exchange).operation;
}

}  // namespace uag
