// A table of cases over every protocol: each scenario is a few calls with what they must come to, played from
// the same start over every channel; answers and databases must be the same in all of them.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/call_builder.hpp"

namespace uag::test {

/// Empty if the reply is as it should be, else what is wrong with it.
using Expectation = std::function<std::string(const Reply&)>;

/// What the scenario's steps have answered so far.
using Replies = std::vector<Reply>;

struct Step {
    std::string_view caller;  ///< associate name; empty: no credentials
    std::function<AnyRequest(const Replies&)> request;
    Expectation expected;
    std::function<void(GatewayFixture&)> afterwards{};  ///< looks at the state when the call is done
    std::string_view operation{};                       ///< the request's, for the list of what is covered
};

/// A call with fixed parameters.
template <class Request>
Step step(std::string_view caller, std::string_view operation, Request request, Expectation expected) {
    return {caller, [=](const Replies&) { return AnyRequest(operation, request); }, std::move(expected), {}, operation};
}
/// A call without parameters.
Step step(std::string_view caller, std::string_view operation, Expectation expected);
/// A call whose parameters come from earlier answers: `make(replies)` gives the request struct.
template <class Make>
Step step_from(std::string_view caller, std::string_view operation, Make make, Expectation expected) {
    return {caller,
            [=](const Replies& replies) { return AnyRequest(operation, make(replies)); },
            std::move(expected),
            {},
            operation};
}
/// The step, followed by a look at the gateway.
Step then(Step step, std::function<void(GatewayFixture&)> afterwards);

struct Scenario {
    std::string name;
    std::vector<Step> steps;
    Version since = oldest_version;  ///< older SOAP generations lack members that it sends
    FixtureSettings settings{};
};

/// Plays it over every channel whose version has its operations and is not older than `since`; reports to
/// doctest. Beside the demo associates there are those of add_cast().
void run(const Scenario& scenario);
void run(const std::vector<Scenario>& scenarios);

// Expectations.
Expectation is(std::string text);  ///< the canonical text, as the newest version has it
Expectation succeeds();
Expectation is_done();  ///< succeeded without a result
Expectation is_nil();
Expectation is_empty();                                  ///< a list without items; nil counts
Expectation fails(std::vector<std::string> exceptions);  ///< one of these, with a text for people
Expectation denied();                                    ///< SoSentryException
Expectation nobody();                                    ///< SoSessionException
Expectation not_found();                                 ///< SoNotFoundException
/// SoValidationException with a text for each of these fields; `Person` also counts for `Person.Firstname`.
Expectation invalid(std::vector<std::string> fields);
/// SoInvalidArgumentException.
Expectation bad_argument();
/// A validation error of any field, or a bad argument: where nothing decides between the two.
Expectation refused();
/// Succeeded, and `look(value)` is happy with the result: it gives an empty text or what is wrong.
template <class T, class Look> Expectation gives(Look look) {
    return [look](const Reply& reply) -> std::string {
        if (!reply.response) return "failed: " + reply.text(newest_version);
        return look(reply.value<T>());
    };
}
/// `wrong(a == b, "the name")`: empty if it holds.
inline std::string wrong(bool holds, std::string_view what) {
    return holds ? std::string() : std::string(what) + " is wrong";
}
/// The first that is not empty.
std::string first_of(std::initializer_list<std::string> complaints);

/// Who takes part beside the demo associates (ADM0 1, tje0 2, ext0 3, SYS0 4, old0 5, room1 6), all with
/// password_of(): usr0 (11) with `admin-users` only, rol0 (12) with `admin-role` only, xad0 (13) with
/// `admin-external-users` only, by roles of the same numbers; person 50, who has no user; module licence 90
/// of which tje0 has one.
void add_cast(GatewayFixture& gateway);
std::string_view password_of(std::string_view associate);

inline constexpr std::string_view good_password = "quiet-lantern-41";
inline constexpr std::int32_t nobody_id = 99'999;

}  // namespace uag::test
