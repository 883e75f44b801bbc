// The words that settings, files and commands use for enumerations: one list each.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/bridge/routes.hpp"
#include "adapters/http/trusted_proxies.hpp"
#include "adapters/mail/smtp.hpp"
#include "core/contract/enums.hpp"
#include "server/log/log.hpp"

namespace uag {

template <class Value> struct Word {
    std::string_view name;
    Value value;
};
template <class Value, std::size_t N> using Words = std::array<Word<Value>, N>;

inline constexpr Words<UserType, 5> user_type_words{{{"internal", UserType::internal_associate},
                                                     {"resource", UserType::resource_associate},
                                                     {"external", UserType::external_associate},
                                                     {"anonymous", UserType::anonymous_associate},
                                                     {"system", UserType::system_associate}}};

inline constexpr Words<RoleType, 4> role_type_words{{{"employee", RoleType::employee},
                                                     {"external_user", RoleType::external_user},
                                                     {"anonymous", RoleType::anonymous},
                                                     {"system", RoleType::system}}};

inline constexpr Words<CredentialControlType, 4> control_words{{{"link", CredentialControlType::link},
                                                                {"edit", CredentialControlType::edit},
                                                                {"static", CredentialControlType::static_},
                                                                {"hidden", CredentialControlType::hidden}}};

inline constexpr Words<http::ProxyFields, 2> proxy_fields_words{
    {{"x-forwarded", http::ProxyFields::x_forwarded}, {"forwarded", http::ProxyFields::forwarded}}};

inline constexpr Words<SmtpTls, 4> smtp_tls_words{{{"starttls", SmtpTls::starttls},
                                                   {"implicit", SmtpTls::implicit},
                                                   {"optional", SmtpTls::optional},
                                                   {"none", SmtpTls::none}}};

inline constexpr Words<bridge::Route, 4> route_words{{{"local", bridge::Route::local},
                                                      {"upstream", bridge::Route::upstream},
                                                      {"shadow", bridge::Route::shadow},
                                                      {"upstream_then_local", bridge::Route::upstream_then_local}}};

inline constexpr Words<LogLevel, 4> log_level_words{{{name_of(LogLevel::debug), LogLevel::debug},
                                                     {name_of(LogLevel::info), LogLevel::info},
                                                     {name_of(LogLevel::warn), LogLevel::warn},
                                                     {name_of(LogLevel::error), LogLevel::error}}};

inline constexpr Words<LogFormat, 2> log_format_words{{{"json", LogFormat::json}, {"text", LogFormat::text}}};

template <class Value, std::size_t N>
constexpr std::optional<Value> value_of(const Words<Value, N>& words, std::string_view name) {
    for (const Word<Value>& word : words)
        if (word.name == name) return word.value;
    return std::nullopt;
}

template <class Value, std::size_t N> std::vector<std::string> names_of(const Words<Value, N>& words) {
    std::vector<std::string> names;
    for (const Word<Value>& word : words) names.emplace_back(word.name);
    return names;
}

template <class Value, std::size_t N> constexpr std::string_view name_of(const Words<Value, N>& words, Value value) {
    for (const Word<Value>& word : words)
        if (word.value == value) return word.name;
    return {};
}

/// "link, edit, static or hidden", with `last` in front of the last one.
template <class Value, std::size_t N>
std::string choices(const Words<Value, N>& words, std::string_view last = " or ") {
    std::string text;
    for (std::size_t i = 0; i < N; ++i) {
        if (i > 0) text += i + 1 == N ? last : ", ";
        text += words[i].name;
    }
    return text;
}

/// choices(words) as a text that lasts.
template <const auto& words> inline constexpr auto choices_letters = [] {
    constexpr std::size_t count = words.size();
    constexpr std::size_t length = [] {
        std::size_t sum = 2 * count;  // ", " after each but the last two, " or " between those
        for (const auto& word : words) sum += word.name.size();
        return sum;
    }();
    std::array<char, length> letters{};
    auto end = letters.begin();
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view before = i == 0 ? "" : i + 1 == count ? " or " : ", ";
        end = std::ranges::copy(words[i].name, std::ranges::copy(before, end).out).out;
    }
    return letters;
}();
template <const auto& words>
inline constexpr std::string_view choices_text{choices_letters<words>.data(), choices_letters<words>.size()};

}  // namespace uag
