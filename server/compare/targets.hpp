// The servers that are held against each other: where each is, in which protocol it is spoken to, and who logs in. Read
// from the command line and from a TOML file; secrets come from files alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/compare/face.hpp"
#include "adapters/outbound/http_client.hpp"
#include "adapters/rest/client_request.hpp"
#include "adapters/soap/client_request.hpp"
#include "core/base/error.hpp"
#include "core/base/secret.hpp"
#include "core/base/time_zone.hpp"

namespace uag::compare {

/// In which protocol a target is spoken to, and how.
struct TargetFace {
    bool is_rest = true;
    soap::ClientFace soap{};  ///< if not `is_rest`
    rest::ClientFace rest{};  ///< if `is_rest`

    /// "soap84", "soap88/1.2", "rest", "rest/xml", "rest/form": the words of `--target`.
    std::string word() const;
    /// How its answers are written, for the comparison.
    Face of_answers() const;
    /// How its requests are written.
    Face of_requests() const;
};

/// The face that a word names, `rest/json` and `soap84/1.1` included. False: none.
bool read_face(std::string_view word, TargetFace& face);

/// How the first caller of a target proves who they are.
enum class LogInWay : std::uint8_t {
    none,  ///< not at all
    basic,  ///< name and password with every request, over the WebAPI
    ticket,  ///< a ticket: from a file, else one that name and password are given
    bearer  ///< an access token from a file, over the WebAPI
};

struct LogIn {
    LogInWay way = LogInWay::none;
    std::string user{};
    Secret password{};
    Secret token{};  ///< the ticket or access token from a file; empty: none
};

struct Target {
    std::string name;
    TargetFace face{};
    LogIn log_in{};
    Secret application_token{};
    std::string language{};  ///< Accept-Language; empty: not asked for
    std::string time_zone{};  ///< a zone's code; empty: UTC, and not asked for
    outbound::HttpSettings http{};

    const TimeZone& zone() const;
    std::string_view host() const;
    bool is_loopback() const;
};

/// Most targets of a run, and the longest name of one.
inline constexpr std::size_t most_targets = 64;
inline constexpr std::size_t longest_target_name = 64;

/// What the command line says of targets. The texts of secrets are never among it, only files.
struct TargetOptions {
    std::vector<std::string> targets{};  ///< NAME, NAME=URL or NAME=FACE@URL, the reference first
    std::string file{};  ///< TOML; empty: none
    // What every target has that does not say otherwise:
    std::string log_in{};
    std::string user{};
    std::string password_file{};
    std::string ticket_file{};
    std::string token_file{};
    std::string application_token_file{};
    std::string language{};
    std::string time_zone{};
    std::string ca_file{};
    std::string client_certificate{};
    std::string client_key{};
};

/// All targets, the reference first; those of the file in its order where the line names none. Secret files are read.
/// errc::invalid_argument with file, line and key, or the option. `least`: so many there must be.
Result<std::vector<Target>> read_targets(const TargetOptions& options, std::size_t least);

}  // namespace uag::compare
