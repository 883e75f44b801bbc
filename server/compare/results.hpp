// What a run came to: targets, cases in the order in which they were played, and what each target answered. Data only;
// nothing in it is a secret, for messages are masked before they are put here. Writers make reports of it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/client/call_result.hpp"
#include "adapters/compare/verdict.hpp"
#include "core/base/clock.hpp"
#include "core/contract/operation.hpp"

namespace uag::compare {

/// A server, as a report names it.
struct ReportedTarget {
    std::string name{};
    std::string face{};  ///< "soap84", "rest/xml": TargetFace::word(); of a recording what it was recorded from
    std::string url{};  ///< masked; where recorded messages lie, for a recording
};

/// A message of HTTP, masked.
struct KeptMessage {
    std::string start{};  ///< "POST /Remote/Services84/User.svc HTTP/1.1", "HTTP/1.1 200"; empty: there is none
    client::Fields fields{};  ///< masked, names as sent
    std::string body{};  ///< masked; keep_case() cuts it at longest_kept_body
    std::size_t left_off = 0;  ///< bytes of the body that are not kept
    bool is_left_out = false;  ///< fields and body are not kept, for the report is full
};

/// A request, and what came of it.
struct Exchange {
    KeptMessage request{};
    KeptMessage answer{};
    client::CallResult::Kind kind = client::CallResult::Kind::unreadable;
    client::CodeSet codes{};  ///< of an error
    std::vector<client::Finding> findings{};  ///< what in the answer is not as the contract describes it
    std::size_t findings_left_off = 0;
    std::chrono::microseconds duration{0};
};

/// What a case came to at one target.
struct TargetCase {
    enum class State : std::uint8_t {
        played,
        not_applicable,  ///< the face has no such operation, or has no form for what is said; `reason` says which
        not_played  ///< it could not be: an earlier step failed, the run was stopped, no connection
    };
    State state = State::not_played;
    std::string reason{};  ///< one sentence without its stop, unless it was played
    std::optional<Exchange> exchange{};  ///< if it was played
    std::string unexpected{};  ///< what the step expects and is not so, one sentence; empty: as expected
    std::optional<Comparison> comparison{};  ///< with the reference; of the reference itself its own repetition, if any
};

/// A step of a suite, or an exchange of a recording.
struct Case {
    std::string suite{};
    std::string step{};  ///< unique in its suite
    const Operation* operation = nullptr;  ///< null: one that the contract does not have
    std::string operation_name{};  ///< where `operation` is null
    Effect effect = Effect::read;
    std::string identity{};  ///< "admin": as whom
    std::optional<bool> expects_success{};  ///< what the step expects, if it says so
    std::vector<errc> expected_codes{};  ///< of an expected error; empty: any
    bool is_cleanup = false;
    std::vector<TargetCase> targets{};  ///< in the order of Report::targets
};

struct Report {
    std::string title{};  ///< "all", the names of the suites, or of the recording
    std::string version{};  ///< the program's
    std::string seed{};  ///< plays the same run again; empty: it has none
    TimePoint started{};
    std::chrono::milliseconds duration{0};
    std::vector<ReportedTarget> targets{};  ///< the first is the reference
    std::vector<std::string> suites{};  ///< names, in the order of play
    std::vector<Case> cases{};  ///< added by keep_case()
    std::vector<std::string> warnings{};  ///< what makes a pass meaningless, one sentence each
    std::vector<std::string> complaints{};  ///< of rules: matched nothing, expired; one sentence each
    std::vector<std::string> left_behind{};  ///< objects that a run made and could not remove, one sentence each
    std::vector<std::string> notes{};  ///< what else is to be known: clock differences, what was not read
    std::size_t kept_bytes = 0;  ///< of messages; kept by keep_case()
};

/// So many bytes of a body are kept.
inline constexpr std::size_t longest_kept_body = 32 * 1024;
/// So many bytes of messages a report keeps; of passing cases half as many. What comes after has no messages, and the
/// report says so.
inline constexpr std::size_t most_kept_bytes = 32 * 1024 * 1024;

/// Puts a case into the report: its bodies are cut, and where the report is full its messages are left out.
void keep_case(Report& report, Case&& what);

/// Whether a target did as the reference, and as is expected: nothing different, nothing unexpected, played or not
/// applicable. Of the reference: as is expected.
bool agrees(const TargetCase& target);
bool agrees(const Case& what);

/// Whether a run agrees: every case, and no rule has a complaint.
bool agrees(const Report& report);

}  // namespace uag::compare
