#include "adapters/soap/headers.hpp"

#include "core/base/secret.hpp"
#include "core/base/text.hpp"
#include "core/contract/describe.hpp"

namespace uag {

template <> const TypeInfo& type_of<soap::RequestHeaders>() {
    static constexpr auto fields = carrier<soap::RequestHeaders>(
        field<&soap::RequestHeaders::application_token>("ApplicationToken").secret(),
        field<&soap::RequestHeaders::credentials>("Credentials"), field<&soap::RequestHeaders::time_zone>("TimeZone"));
    static constexpr TypeInfo info = object_info<soap::RequestHeaders>("RequestHeaders", fields);
    return info;
}

template <> const TypeInfo& type_of<soap::ResponseHeaders>() {
    using Headers = soap::ResponseHeaders;
    static constexpr auto fields =
        carrier<Headers>(field<&Headers::exception_info>("ExceptionInfo"), field<&Headers::extra_info>("ExtraInfo"),
                         field<&Headers::succeeded>("Succeeded"), field<&Headers::time_zone>("TimeZone"));
    static constexpr TypeInfo info = object_info<Headers>("ResponseHeaders", fields);
    return info;
}

}  // namespace uag

namespace uag::soap {
namespace {

std::string_view ticket_of(const RequestHeaders& headers) {
    return headers.credentials.has_value() ? trim(headers.credentials->ticket.text) : std::string_view();
}

bool say_the_same(const RequestHeaders& a, const RequestHeaders& b) {
    const SoTimeZone none;
    const SoTimeZone& zone_a = a.time_zone.has_value() ? *a.time_zone : none;
    const SoTimeZone& zone_b = b.time_zone.has_value() ? *b.time_zone : none;
    return equal_constant_time(a.application_token.text, b.application_token.text) &&
           equal_constant_time(ticket_of(a), ticket_of(b)) && zone_a.so_time_zone_id == zone_b.so_time_zone_id &&
           zone_a.so_time_zone_location_code.text == zone_b.so_time_zone_location_code.text;
}

}  // namespace

bool is_own_header(std::string_view local) noexcept {
    return local == "ApplicationToken" || local == "Credentials" || local == "TimeZone";
}

Result<void> read_headers(const Envelope& envelope, Namespaces& namespaces, const DecodeRules& rules,
                          RequestHeaders& headers) {
    const TypeInfo& type = type_of<RequestHeaders>();
    if (!envelope.header) {
        if (!envelope.has_loose) return {};
        return decode(type, envelope.root, namespaces, rules, &headers);
    }
    {
        const Scope scope(namespaces, envelope.header);
        auto result = decode(type, envelope.header, namespaces, rules, &headers);
        if (!result.has_value() || !envelope.has_loose) return result;
    }
    RequestHeaders loose;
    auto result = decode(type, envelope.root, namespaces, rules, &loose);
    const bool same = say_the_same(headers, loose);
    wipe_secrets(type, &loose);
    if (result.has_value() && !same)
        return fail(errc::malformed, "Header and the elements directly under Envelope say different things.");
    return result;
}

}  // namespace uag::soap
