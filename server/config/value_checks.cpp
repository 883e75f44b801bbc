#include "server/config/value_checks.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include "adapters/http/trusted_proxies.hpp"
#include "adapters/mail/address.hpp"
#include "adapters/remote/server_face.hpp"
#include "core/agent/operations.hpp"
#include "core/agent/password_mail.hpp"
#include "core/base/datetime.hpp"
#include "core/base/time_zone.hpp"
#include "core/base/uri.hpp"
#include "server/config/endpoint.hpp"
#include "server/config/words.hpp"

namespace uag {
namespace {

// A base address, to which a path is added.
bool is_base_address(const std::optional<Uri>& uri) {
    return uri && !uri->path.ends_with('/') && !uri->has_user && !uri->has_query && !uri->has_fragment;
}

}  // namespace

std::string check_listen(const std::string& value) {
    const auto endpoint = parse_endpoint(value);
    return endpoint.has_value() ? std::string{} : endpoint.error().public_text.english();
}

std::string check_time_zone(const std::string& value) {
    return find_time_zone(value) != nullptr ? std::string{} : "is not a zone of /api/v1/timezone";
}

std::string check_not_empty(const std::string& value) { return value.empty() ? "must not be empty" : std::string{}; }

std::string check_url(const std::string& value) {
    if (value.empty()) return {};
    const std::optional<Uri> uri = parse_uri(value);
    return is_base_address(uri) && (uri->is("http") || uri->is("https"))
               ? std::string{}
               : "must be like https://crm.example.com, without a slash at its end";
}

// Some issuers end with a slash, and then it is part of their name.
std::string check_issuer(const std::string& value) {
    if (value.empty()) return {};
    const std::string_view bare = std::string_view(value).substr(0, value.size() - (value.ends_with('/') ? 1 : 0));
    const std::optional<Uri> uri = parse_uri(bare);
    return is_base_address(uri) && uri->is("https") ? std::string{} : "must be like https://id.example.com";
}

std::string check_user_type(const std::string& value) {
    return value_of(user_type_words, value) ? std::string{} : "must be " + choices(user_type_words) + " each";
}

std::string check_hex_digest(const std::string& value) {
    const bool hex = value.find_first_not_of("0123456789abcdef") == std::string::npos;
    return hex && value.size() == 64 ? std::string{} : "must be 64 lower-case hexadecimal digits each";
}

std::string check_version(const std::string& value) {
    const bool clean = value.find_first_not_of("0123456789.") == std::string::npos;
    return clean && !value.empty() && value.size() <= 32 ? std::string{} : "must be digits and dots";
}

std::string check_services(const std::string& value) {
    const bool known = std::ranges::find(generations, value, &Generation::name) != generations.end();
    return known ? std::string{} : "must be Services84 to Services88";
}

std::string check_range(const std::string& value) {
    return http::parse_address_range(value) ? std::string{}
                                            : "must be like 192.0.2.1, 10.0.0.0/8 or 2001:db8::/32 each";
}

std::string check_mail_server(const std::string& value) {
    if (value.empty()) return {};
    const std::string_view host = server_host(value);
    const std::string_view rest = std::string_view(value).substr(host.size());
    const bool v6 = host.starts_with('[') && host.ends_with(']');
    const char* const allowed =
        v6 ? "[]0123456789abcdefABCDEF:." : "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";
    const std::string_view port = rest.empty() ? "25" : rest.substr(1);
    const bool digits =
        port.find_first_not_of("0123456789") == std::string_view::npos && !port.empty() && port.size() <= 5;
    const bool clean = !host.empty() && host.find_first_not_of(allowed) == std::string_view::npos;
    return clean && digits && std::stoi(std::string(port)) >= 1 && std::stoi(std::string(port)) <= 65535
               ? std::string{}
               : "must be HOST or HOST:PORT, such as smtp.example.com:587";
}

std::string check_mail_from(const std::string& value) {
    if (value.empty()) return {};
    const auto address = mail::parse_address(value);
    return address.has_value() ? std::string{} : "must be like gateway@example.com or Gateway <gateway@example.com>";
}

std::string check_moment(const std::string& value) {
    const bool is_year_of_four = value.size() >= 10 && value[4] == '-' && value[0] != '-';
    return value.empty() || (is_year_of_four && parse_datetime(value))
               ? std::string{}
               : "must be a day, as 2027-03-01, or a moment, as 2027-03-01T12:00:00Z";
}

std::string check_face(const std::string& value) {
    remote::ServerFace face;
    return remote::read_face(value, face)
               ? std::string{}
               : "must be soap84 to soap88, with /1.1 or /1.2 behind it, or rest, with /json, /xml or /form";
}

std::string check_operation(const std::string& value) {
    const auto has = [&](std::span<const Operation> rows) {
        return std::ranges::find(rows, std::string_view(value), &Operation::name) != rows.end();
    };
    const bool is_known = has(operations(Service::user)) || has(operations(Service::so_principal)) ||
                          has(operations(Service::archive)) || has(rest_operations());
    return is_known ? std::string{} : "must be names of operations, as GetUser is one";
}

std::string check_mail_language(const std::string& value) {
    return has_password_mail(value) ? std::string{} : "must be en, no, sv, da, de, nl or fr";
}

}  // namespace uag
