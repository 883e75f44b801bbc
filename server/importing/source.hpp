// The server that users are taken from: logged in to once, asked with operations that only read. What it answers is
// believed only as far as it is what the contract says.
#pragma once

#include <atomic>
#include <boost/system/result.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/compare/pseudonyms.hpp"
#include "core/contract/answers.hpp"
#include "server/compare/connection.hpp"

namespace uag::importing {

/// Why there is no answer: one sentence without its stop, about the source by its name, without a secret.
struct Trouble {
    std::string text;
    /// The server has answered, and said no or what is no answer to this one call: another call may have an answer.
    bool is_of_this_call = false;
};
template <class T> using Told = boost::system::result<T, Trouble>;

/// For one thread at a time.
class Source {
public:
    /// All but the name, by which messages call it, outlive it. `stopping` becomes true when what runs should end.
    Source(const compare::Target& target, std::string name, compare::Pseudonyms& pseudonyms,
           const std::atomic<bool>& stopping);

    const std::string& name() const noexcept { return name_; }
    /// "Services84", "the WebAPI".
    std::string face() const;
    /// Of the contract, as it is spoken there.
    Version version() const;
    bool has(const Operation& operation) const;

    Told<void> log_in();

    /// The answer to an operation that the source has.
    template <class Answered, class Request> Told<Answered> ask(const Operation& operation, const Request& request) {
        Told<Object> answer = ask_for(operation, &request);
        if (!answer.has_value()) return answer.error();
        return std::move(static_cast<Answer<Answered>*>(answer->get())->response);
    }

private:
    Told<Object> ask_for(const Operation& operation, const void* request);
    Trouble trouble(std::string text, bool is_of_this_call = false) const;

    compare::Connection connection_;
    const std::string name_;
    compare::Pseudonyms& pseudonyms_;
    Evidence evidence_{};
};

/// By its name; it is there.
const Operation& user_operation(std::string_view name);

}  // namespace uag::importing
