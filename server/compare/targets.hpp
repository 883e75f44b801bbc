// The servers that are held against each other: where each is, in which protocol it is spoken to, and who logs in. Read
// from the command line and from a TOML file; secrets come from files alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/compare/face.hpp"
#include "adapters/outbound/http_client.hpp"
#include "adapters/remote/server_face.hpp"
#include "core/base/error.hpp"
#include "core/base/secret.hpp"
#include "core/base/time_zone.hpp"

namespace uag::compare {

/// In which protocol a target is spoken to, and how.
using TargetFace = remote::ServerFace;
using remote::read_face;

/// How the answers of a face are written, for the comparison.
Face answers_of(const TargetFace& face);
/// How its requests are written.
Face requests_of(const TargetFace& face);

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
    std::string option = "--target";  ///< that they were said by, for messages
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
