#include "adapters/http/errors.hpp"

#include <algorithm>
#include <array>

namespace uag {
namespace {

constexpr std::string_view business = "SuperOffice.Services.Implementation";
constexpr std::string_view transport = "SuperOffice.Services.WebApi";

template <class Cause> struct ErrorRow {
    Cause cause;
    ErrorForm form;
};

constexpr auto error_rows = [] {
    using enum Severity;
    using enum SoapForm;
    using Row = ErrorRow<errc>;
    return std::array{
        Row{errc::malformed,
            {400, usual, client_fault, 0, "SoInvalidArgumentException", "ArgumentException", transport}},
        Row{errc::bad_parameter,
            {400, usual, deserialization_fault, 0, "SoInvalidArgumentException", "ArgumentException", transport}},
        Row{errc::session, {401, usual, exception, 0, "SoSessionException", "SoSessionException", transport}},
        Row{errc::access_denied, {403, usual, exception, 0, "SoSentryException", "SoSentryException", business}},
        Row{errc::not_found, {404, usual, exception, 0, "SoNotFoundException", "SoNotFoundException", business}},
        Row{errc::password_policy,
            {400, usual, exception, 0, "SoInvalidPasswordException", "SoInvalidPasswordException", business}},
        Row{errc::validation, {400, usual, exception, 0, "SoValidationException", "SoValidationException", business}},
        Row{errc::invalid_argument,
            {400, usual, exception, 0, "SoInvalidArgumentException", "ArgumentException", business}},
        Row{errc::conflict,
            {409, usual, exception, 0, "SoIllegalOperationException", "SoIllegalOperationException", business}},
        Row{errc::not_implemented,
            {501, usual, exception, 0, "SoNotImplementedException", "SoNotImplementedException", business}},
        Row{errc::server, {500, warning, exception, 0, "SoServerException", "SoServerException", business}},
        Row{errc::internal, {500, error, internal_fault, 0, "SoServerException", "SoServerException", business}},
        Row{errc::storage, {503, error, server_fault, 503, "SoDbAccessException", "SoDbAccessException", business}},
        Row{errc::overloaded, {503, warning, server_fault, 503, "SoServerException", "SoServerException", transport}},
        Row{errc::upstream_failed,
            {502, warning, server_fault, 502, "SoServerException", "SoServerException", transport}},
        Row{errc::upstream_slow,
            {504, warning, server_fault, 504, "SoServerException", "SoServerException", transport}},
        Row{errc::throttled, {429, usual, server_fault, 429, "SoServerException", "SoServerException", transport}},
        Row{errc::password_throttled, {429, usual, exception, 0, "SoServerException", "SoServerException", business}}};
}();

constexpr auto refusal_rows = [] {
    using enum Severity;
    using enum SoapForm;
    using Row = ErrorRow<Refused>;
    return std::array{
        Row{Refused::malformed, {400, usual, client_fault, 400, {}, "ArgumentException", transport}},
        Row{Refused::no_token, {401, usual, client_fault, 401, {}, "ArgumentException", transport}},
        Row{Refused::foreign_page, {403, usual, client_fault, 403, {}, "SoSentryException", transport}},
        Row{Refused::nothing_there, {404, usual, client_fault, 404, {}, "SoNotFoundException", transport}},
        Row{Refused::wrong_method, {405, usual, client_fault, 405, {}, "ArgumentException", transport}},
        Row{Refused::resource_method, {405, usual, client_fault, 405, {}, "SoNotSupportedException", transport}},
        Row{Refused::too_slow, {408, usual, client_fault, 408, {}, "ArgumentException", transport}},
        Row{Refused::changed_since, {412, usual, client_fault, 412, {}, "SoIllegalOperationException", business}},
        Row{Refused::too_large, {413, usual, client_fault, 413, {}, "ArgumentException", transport}},
        Row{Refused::long_target, {414, usual, client_fault, 414, {}, "ArgumentException", transport}},
        Row{Refused::media_type, {415, usual, client_fault, 415, {}, "UnsupportedMediaTypeException", transport}},
        Row{Refused::expectation, {417, usual, client_fault, 417, {}, "ArgumentException", transport}},
        Row{Refused::large_fields, {431, usual, client_fault, 431, {}, "ArgumentException", transport}},
        Row{Refused::answer_lost, {500, error, server_fault, 500, {}, "SoServerException", transport}},
        Row{Refused::unknown_method, {501, usual, server_fault, 501, {}, "ArgumentException", transport}},
        Row{Refused::target_down, {502, warning, server_fault, 502, {}, "SoServerException", transport}},
        Row{Refused::busy, {503, warning, server_fault, 503, {}, "SoServerException", transport}},
        Row{Refused::target_slow, {504, warning, server_fault, 504, {}, "SoServerException", transport}},
        Row{Refused::http_version, {505, usual, server_fault, 505, {}, "ArgumentException", transport}}};
}();

// A row is found by its number.
template <class Cause, std::size_t Count> consteval bool is_in_order(const std::array<ErrorRow<Cause>, Count>& rows) {
    for (std::size_t i = 0; i < Count; ++i)
        if (static_cast<std::size_t>(rows[i].cause) != i) return false;
    return true;
}
static_assert(is_in_order(error_rows) && is_in_order(refusal_rows));

}  // namespace

const ErrorForm& form_of(errc code) { return error_rows[static_cast<std::size_t>(code)].form; }

const ErrorForm& form_of(Refused refusal) { return refusal_rows[static_cast<std::size_t>(refusal)].form; }

Refused refused_with(unsigned status) {
    const auto* const row = std::ranges::find_if(
        refusal_rows, [status](const ErrorRow<Refused>& one) { return one.form.status == status; });
    return row == refusal_rows.end() ? Refused::malformed : row->cause;
}

}  // namespace uag
