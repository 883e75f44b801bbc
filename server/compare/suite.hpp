// What `compare` plays: suites of steps, the same for every target. Data only; suite_file reads it, step_request makes
// requests of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/contract/operation.hpp"

namespace uag::compare {

/// Where something stands in a file of suites; line and column count from 1.
struct Where {
    std::string file{};
    unsigned line = 0;
    unsigned column = 0;
};
std::string text_of(const Where& where);  ///< "users.toml:12:3"

/// As whom a step calls.
struct Identity {
    enum class Kind : std::uint8_t {
        target,    ///< "admin": with the target's own log-in
        nobody,    ///< "nobody": without credentials
        stranger,  ///< "stranger": with credentials that no server has given, such as a made-up ticket
        log_in,    ///< with a name and a password
        ticket     ///< with a ticket out of an earlier answer
    };
    std::string name{};
    Kind kind = Kind::target;
    std::string user{};      ///< log_in; may hold references
    std::string password{};  ///< log_in; likewise. Never shown
    std::string ticket{};    ///< ticket; likewise
    std::vector<std::string> needs{};  ///< names of the kept answers that its references lead into
    Where where{};
};

/// What an answer is to be at every target, whatever the others say.
struct Expectation {
    bool is_success = true;
    std::vector<errc> codes{};  ///< not a success: one of these; empty: any error
};

struct Step {
    std::string name{};  ///< unique in its suite
    const Operation* operation = nullptr;
    std::size_t as = 0;  ///< of Suite::identities
    /// The members of the request as the WebAPI's JSON: one object, whatever the shape in the WebAPI. Texts in it may
    /// hold references; an object's member "..." with a reference is everything that the reference leads to.
    std::string parameters = "{}";
    std::string save{};  ///< the name under which later steps find the answer; empty: nobody asks for it
    std::vector<std::string> needs{};  ///< names of the kept answers that its references lead into
    std::optional<Expectation> expect{};
    Effect effect = Effect::read;  ///< the operation's
    /// Played at the end whatever came before, also after Ctrl-C; one whose references lead nowhere has nothing to
    /// clean up and is left out.
    bool is_cleanup = false;
    std::string reads_back{};  ///< the name of the writing step whose effect this reading step looks at; empty: none
    Where where{};
};

/// The first three identities are admin, nobody and stranger. Steps are in the order in which they are played; those
/// that clean up are the last, the one that stands last in the file first.
struct Suite {
    std::string name{};
    std::string title{};
    std::vector<Identity> identities{};
    std::vector<Step> steps{};
};

}  // namespace uag::compare
