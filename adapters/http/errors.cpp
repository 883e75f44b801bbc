#include "adapters/http/errors.hpp"

#include <algorithm>
#include <array>

namespace uag {
namespace {

constexpr std::string_view business = "SuperOffice.Services.Implementation";
constexpr std::string_view transport = "SuperOffice.Services.WebApi";

constexpr std::array<ErrorForm, 16> forms{{
    {errc::malformed, "SoInvalidArgumentException", SoapForm::client_fault, 0, 400, "ArgumentException", transport},
    {errc::bad_parameter, "SoInvalidArgumentException", SoapForm::deserialization_fault, 0, 400, "ArgumentException",
     transport},
    {errc::session, "SoSessionException", SoapForm::exception, 0, 401, "SoSessionException", transport},
    {errc::access_denied, "SoSentryException", SoapForm::exception, 0, 403, "SoSentryException", business},
    {errc::not_found, "SoNotFoundException", SoapForm::exception, 0, 404, "SoNotFoundException", business},
    {errc::password_policy, "SoInvalidPasswordException", SoapForm::exception, 0, 400, "SoInvalidPasswordException",
     business},
    {errc::validation, "SoValidationException", SoapForm::exception, 0, 400, "SoValidationException", business},
    {errc::invalid_argument, "SoInvalidArgumentException", SoapForm::exception, 0, 400, "ArgumentException", business},
    {errc::conflict, "SoIllegalOperationException", SoapForm::exception, 0, 409, "SoIllegalOperationException",
     business},
    {errc::not_implemented, "SoNotImplementedException", SoapForm::exception, 0, 501, "SoNotImplementedException",
     business},
    {errc::server, "SoServerException", SoapForm::exception, 0, 500, "SoServerException", business},
    {errc::internal, "SoServerException", SoapForm::internal_fault, 0, 500, "SoServerException", business},
    {errc::storage, "SoDbAccessException", SoapForm::server_fault, 503, 503, "SoDbAccessException", business},
    {errc::overloaded, "SoServerException", SoapForm::server_fault, 503, 503, "SoServerException", transport},
    {errc::throttled, "SoServerException", SoapForm::server_fault, 429, 429, "SoServerException", transport},
    {errc::password_throttled, "SoServerException", SoapForm::exception, 0, 429, "SoServerException", business},
}};

}  // namespace

const ErrorForm& form_of(errc code) {
    return *std::find_if(forms.begin(), forms.end(), [code](const ErrorForm& form) { return form.code == code; });
}

}  // namespace uag
