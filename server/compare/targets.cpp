#include "server/compare/targets.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

#include "adapters/client/findings.hpp"
#include "adapters/client/sender.hpp"
#include "adapters/files/secret_file.hpp"
#include "core/base/text.hpp"
#include "core/base/uri.hpp"
#include "server/compare/target_parts.hpp"
#include "server/config/words.hpp"

namespace uag::compare {
namespace {

constexpr uag::Words<LogInWay, 4> log_in_words{
    {{"none", LogInWay::none}, {"basic", LogInWay::basic}, {"ticket", LogInWay::ticket}, {"bearer", LogInWay::bearer}}};

// Options that stand for a key of every target that does not say it itself.
struct CommonOption {
    std::string_view key;
    const char* option;
    std::string TargetOptions::* value;
};
constexpr std::array common_options{
    CommonOption{"log_in", "--log-in", &TargetOptions::log_in},
    CommonOption{"user", "--user", &TargetOptions::user},
    CommonOption{"password_file", "--password-file", &TargetOptions::password_file},
    CommonOption{"ticket_file", "--ticket-file", &TargetOptions::ticket_file},
    CommonOption{"token_file", "--token-file", &TargetOptions::token_file},
    CommonOption{"application_token_file", "--application-token-file", &TargetOptions::application_token_file},
    CommonOption{"language", "--language", &TargetOptions::language},
    CommonOption{"time_zone", "--time-zone", &TargetOptions::time_zone},
    CommonOption{"ca_file", "--ca-file", &TargetOptions::ca_file},
    CommonOption{"client_certificate", "--client-certificate", &TargetOptions::client_certificate},
    CommonOption{"client_key", "--client-key", &TargetOptions::client_key}};

std::string_view text_of(const TargetDraft& draft, std::string_view key) {
    const Said* const said = draft.find(key);
    return said == nullptr ? std::string_view() : said->text;
}

// What a target of another way to log in was told of its own is not mixed with what the line says for all.
void add_common(const TargetOptions& options, TargetDraft& draft) {
    constexpr std::array of_log_in{"log_in", "user", "password_file", "ticket_file", "token_file"};
    const bool logs_in = std::ranges::any_of(of_log_in, [&](const char* key) { return draft.find(key) != nullptr; });
    for (const auto& [key, option, value] : common_options) {
        const bool is_of_log_in = std::ranges::find(of_log_in, key) != of_log_in.end();
        if ((options.*value).empty() || (is_of_log_in && logs_in)) continue;
        draft.said.try_emplace(std::string(key), Said{options.*value, option});
    }
}

// "https://host/Remote/Services84/User.svc" is "https://host" in the face soap84, and ".../api/v1" the WebAPI.
std::string_view face_in_path(std::string_view& url) {
    const std::size_t path = url.find('/', url.find("://") + 3);
    if (path == std::string_view::npos) return {};
    if (const std::size_t api = url.find("/api", path); api != std::string_view::npos) {
        const std::string_view rest = url.substr(api);
        if (rest != "/api" && !rest.starts_with("/api/")) return {};
        url = url.substr(0, api);
        return "rest";
    }
    constexpr std::string_view remote = "/Remote/";
    const std::size_t at = url.find(remote, path);
    if (at == std::string_view::npos) return {};
    std::string_view generation = url.substr(at + remote.size());
    generation = generation.substr(0, generation.find('/'));
    static constexpr std::array<std::string_view, generations.size()> words{"soap84", "soap85", "soap86", "soap87",
                                                                            "soap88"};
    for (std::size_t i = 0; i < words.size(); ++i)
        if (generation == generations[i].name) {
            url = url.substr(0, at);
            return words[i];
        }
    return {};
}

Result<void> take_face(const TargetDraft& draft, std::string_view& url, TargetFace& face) {
    const Said* const said = draft.find("face");
    std::string_view base = url;
    const std::string_view told = face_in_path(base);
    const std::string_view word = said != nullptr ? std::string_view(said->text) : told;
    if (word.empty())
        return wrong_target(draft.find("url")->place,
                            "does not end as an address of the one or the other protocol, and "
                            "no face is said: soap84 to soap88, or rest");
    if (!read_face(word, face))
        return wrong_target(
            said->place, "must be soap84 to soap88, with /1.1 or /1.2 behind it, or rest, with /json, /xml or /form");
    if (!told.empty() && (told == "rest") == face.is_rest) url = base;
    const auto only_of = [&](std::string_view key, bool is_of_face, std::string_view protocol) -> Result<void> {
        const Said* const value = draft.find(key);
        if (value == nullptr || is_of_face) return {};
        return wrong_target(value->place, "is for " + std::string(protocol) + ", and the face is " + face.word());
    };
    for (const auto& checked : {only_of("envelope", !face.is_rest, "SOAP"), only_of("body", face.is_rest, "the WebAPI"),
                                only_of("accept", face.is_rest, "the WebAPI")})
        if (!checked.has_value()) return checked;

    if (const Said* const envelope = draft.find("envelope")) {
        static constexpr uag::Words<soap::SoapVersion, 2> words{
            {{"1.1", soap::SoapVersion::soap11}, {"1.2", soap::SoapVersion::soap12}}};
        const auto version = value_of(words, envelope->text);
        if (!version) return wrong_target(envelope->place, "must be one of " + choices(words));
        face.soap.soap = *version;
    }
    if (const Said* const body = draft.find("body")) {
        static constexpr uag::Words<rest::BodyFormat, 3> words{
            {{"json", rest::BodyFormat::json}, {"xml", rest::BodyFormat::xml}, {"form", rest::BodyFormat::form}}};
        const auto format = value_of(words, body->text);
        if (!format) return wrong_target(body->place, "must be one of " + choices(words));
        face.rest.body = *format;
        face.rest.answer =
            *format == rest::BodyFormat::xml ? rest::DataFormat::application_xml : rest::DataFormat::json;
    }
    if (const Said* const accept = draft.find("accept")) {
        static constexpr uag::Words<rest::DataFormat, 2> words{
            {{"json", rest::DataFormat::json}, {"xml", rest::DataFormat::application_xml}}};
        const auto format = value_of(words, accept->text);
        if (!format) return wrong_target(accept->place, "must be one of " + choices(words));
        face.rest.answer = *format;
    }
    return {};
}

Result<Secret> secret_of(const TargetDraft& draft, std::string_view key) {
    const Said* const said = draft.find(key);
    if (said == nullptr) return Secret();
    return read_secret_file(said->text, said->place.c_str());
}

// The way that is said, else the one that what is said can only mean.
Result<LogInWay> way_of(const TargetDraft& draft, bool is_rest) {
    const Said* const said = draft.find("log_in");
    if (said == nullptr) {
        if (draft.find("token_file") != nullptr) return LogInWay::bearer;
        if (draft.find("ticket_file") != nullptr) return LogInWay::ticket;
        if (draft.find("user") == nullptr && draft.find("password_file") == nullptr) return LogInWay::none;
        return is_rest ? LogInWay::basic : LogInWay::ticket;
    }
    const auto way = value_of(log_in_words, said->text);
    if (!way) return wrong_target(said->place, "must be one of " + choices(log_in_words));
    return *way;
}

Result<void> take_log_in(const TargetDraft& draft, Target& target) {
    const Result<LogInWay> way = way_of(draft, target.face.is_rest);
    if (!way.has_value()) return way.error();
    LogIn& log_in = target.log_in;
    log_in.way = *way;
    const Said* const said = draft.find("log_in");
    const std::string place = said != nullptr ? said->place : draft.place + ": target " + draft.name;
    if (!target.face.is_rest && (*way == LogInWay::basic || *way == LogInWay::bearer))
        return wrong_target(place,
                            "logs in over SOAP, which takes tickets only: a ticket_file, or user and password_file");
    log_in.user = text_of(draft, "user");
    const Said* const password_file = draft.find("password_file");
    if (log_in.user.empty() != (password_file == nullptr))
        return wrong_target(
            place, log_in.user.empty() ? "has a password_file and no user" : "has a user and no password_file");
    const Said* const ticket_file = draft.find("ticket_file");
    const Said* const token_file = draft.find("token_file");
    if (*way == LogInWay::basic && password_file == nullptr)
        return wrong_target(place, "is basic and needs user and password_file");
    if (*way == LogInWay::ticket && password_file == nullptr && ticket_file == nullptr)
        return wrong_target(place, "is ticket and needs a ticket_file, or user and password_file");
    if (*way == LogInWay::bearer && token_file == nullptr)
        return wrong_target(place, "is bearer and needs a token_file");
    if (ticket_file != nullptr && *way != LogInWay::ticket)
        return wrong_target(ticket_file->place, "is for log_in = \"ticket\"");
    if (token_file != nullptr && *way != LogInWay::bearer)
        return wrong_target(token_file->place, "is for log_in = \"bearer\"");

    Result<Secret> password = secret_of(draft, "password_file");
    if (!password.has_value()) return password.error();
    log_in.password = std::move(*password);
    Result<Secret> token = secret_of(draft, ticket_file != nullptr ? "ticket_file" : "token_file");
    if (!token.has_value()) return token.error();
    log_in.token = std::move(*token);
    return {};
}

Result<void> take_address(const TargetDraft& draft, Target& target) {
    const Said* const url = draft.find("url");
    if (url == nullptr) return wrong_target(draft.place + ": target " + draft.name, "has no url");
    const std::optional<Uri> uri = parse_uri(url->text);
    if (!uri || !(uri->is("http") || uri->is("https")) || uri->has_query || uri->has_fragment)
        return wrong_target(url->place,
                            "must be http://HOST or https://HOST, with a port and a path if it has them, and "
                            "without ? and #");
    if (uri->has_user)
        return wrong_target(url->place, "must not have credentials in it: a password belongs into a file");
    std::string_view base = url->text;
    if (const auto face = take_face(draft, base, target.face); !face.has_value()) return face;
    target.http.base_url = base;
    return {};
}

Result<void> take_connection(const TargetDraft& draft, Target& target) {
    target.http.ca_file = text_of(draft, "ca_file");
    target.http.certificate_file = text_of(draft, "client_certificate");
    target.http.key_file = text_of(draft, "client_key");
    if (target.http.certificate_file.empty() != target.http.key_file.empty()) {
        const Said* const said = draft.find(target.http.key_file.empty() ? "client_certificate" : "client_key");
        return wrong_target(said->place, "stands alone: client_certificate and client_key belong together");
    }
    if (draft.connect_timeout_ms != 0)
        target.http.connect_timeout = std::chrono::milliseconds(draft.connect_timeout_ms);
    if (draft.timeout_ms != 0) target.http.timeout = std::chrono::milliseconds(draft.timeout_ms);
    if (draft.answer_mebibytes != 0) target.http.answer_bytes = static_cast<std::size_t>(draft.answer_mebibytes) << 20;
    return {};
}

Result<Target> make_target(const TargetDraft& draft) {
    Target target;
    target.name = draft.name;
    if (const auto done = take_address(draft, target); !done.has_value()) return done.error();
    if (const auto done = take_log_in(draft, target); !done.has_value()) return done.error();
    if (const auto done = take_connection(draft, target); !done.has_value()) return done.error();
    Result<Secret> token = secret_of(draft, "application_token_file");
    if (!token.has_value()) return token.error();
    target.application_token = std::move(*token);
    for (const auto& [key, text] :
         {std::pair("language", &target.language), std::pair("time_zone", &target.time_zone)}) {
        *text = text_of(draft, key);
        if (!client::is_field_value(*text)) return wrong_target(draft.find(key)->place, "can stand in no header");
    }
    if (!target.time_zone.empty() && find_time_zone(target.time_zone) == nullptr)
        return wrong_target(draft.find("time_zone")->place,
                            "must be the code of a time zone, such as NO, US-NY or UTC");
    return target;
}

// NAME, NAME=URL or NAME=FACE@URL. A draft of the file is taken out of `from_file`.
Result<TargetDraft> draft_of(const std::string& text, const std::string& option, std::vector<TargetDraft>& from_file) {
    const std::string place = option + ' ' + client::shown(text);
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    if (const auto why = judge_target_name(name); !why.empty())
        return wrong_target(place,
                            "is NAME=URL, NAME=FACE@URL or a NAME of the file, and its name " + std::string(why));
    if (equals == std::string::npos) {
        const auto found = std::ranges::find_if(from_file, [&](const TargetDraft& each) { return each.name == name; });
        if (found == from_file.end()) return wrong_target(place, "is in no file of targets, and has no URL behind '='");
        return *found;
    }
    std::string_view value = std::string_view(text).substr(equals + 1);
    TargetDraft draft{name, option};
    const std::size_t at = value.substr(0, value.find("://")).find('@');
    if (at != std::string_view::npos) {
        draft.said.emplace("face", Said{std::string(value.substr(0, at)), option + ' ' + name + ": the face"});
        value.remove_prefix(at + 1);
    }
    draft.said.emplace("url", Said{std::string(value), option + ' ' + name + ": the URL"});
    if (value.empty()) return wrong_target(option + ' ' + name, "has no URL behind '='");
    return draft;
}

}  // namespace

std::string_view judge_target_name(std::string_view name) {
    if (name.empty() || name.size() > longest_target_name) return "must have 1 to 64 letters";
    const bool is_plain =
        std::ranges::all_of(name, [](char c) { return is_ascii_alphanumeric(c) || c == '-' || c == '_' || c == '.'; });
    return is_plain && name.front() != '.' ? ""
                                           : "must be of letters, digits, '-', '_' and '.', which is not its first";
}

const TimeZone& Target::zone() const {
    const TimeZone* const found = time_zone.empty() ? nullptr : find_time_zone(time_zone);
    return found == nullptr ? utc_zone() : *found;
}

std::string_view Target::host() const {
    const std::optional<Uri> uri = parse_uri(http.base_url);
    return uri ? uri->host : std::string_view();
}

bool Target::is_loopback() const { return is_loopback_host(host()); }

Result<std::vector<Target>> read_targets(const TargetOptions& options, std::size_t least) {
    std::vector<TargetDraft> drafts;
    if (!options.file.empty()) {
        auto read = read_target_file(options.file);
        if (!read.has_value()) return read.error();
        drafts = std::move(*read);
    }
    if (!options.targets.empty()) {
        std::vector<TargetDraft> named;
        for (const std::string& text : options.targets) {
            auto draft = draft_of(text, options.option, drafts);
            if (!draft.has_value()) return draft.error();
            named.push_back(std::move(*draft));
        }
        drafts = std::move(named);
    }
    if (drafts.size() < least || drafts.size() > most_targets)
        return fail_in_english(errc::invalid_argument,
                               "there must be " + std::to_string(least) + " to " + std::to_string(most_targets) +
                                   " targets, by --target or in the file of --targets; there are " +
                                   std::to_string(drafts.size()));
    std::vector<Target> targets;
    for (TargetDraft& draft : drafts) {
        if (std::ranges::any_of(targets, [&](const Target& other) { return other.name == draft.name; }))
            return wrong_target(draft.place + ": the target " + draft.name, "stands twice");
        add_common(options, draft);
        auto target = make_target(draft);
        if (!target.has_value()) return target.error();
        targets.push_back(std::move(*target));
    }
    return targets;
}

}  // namespace uag::compare
