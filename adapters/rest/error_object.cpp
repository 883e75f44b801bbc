#include "adapters/rest/error_object.hpp"

#include "core/contract/describe.hpp"

namespace uag {

template <> const TypeInfo& type_of<rest::ErrorObject>() {
    using rest::ErrorObject;
    static constexpr auto fields =
        carrier<ErrorObject>(field<&ErrorObject::error>("Error"), field<&ErrorObject::error_type>("ErrorType"),
                             field<&ErrorObject::message>("Message"), field<&ErrorObject::error_source>("ErrorSource"),
                             field<&ErrorObject::messages>("Messages"));
    static constexpr TypeInfo info = object_info<ErrorObject>("ErrorObject", fields);
    return info;
}

template <> const TypeInfo& type_of<rest::ProblemDetails>() {
    using rest::ProblemDetails;
    static constexpr auto fields = carrier<ProblemDetails>(
        field<&ProblemDetails::type>("type"), field<&ProblemDetails::title>("title"),
        field<&ProblemDetails::status>("status"), field<&ProblemDetails::detail>("detail"),
        field<&ProblemDetails::instance>("instance"), field<&ProblemDetails::error_type>("ErrorType"),
        field<&ProblemDetails::error_source>("ErrorSource"), field<&ProblemDetails::messages>("Messages"));
    static constexpr TypeInfo info = object_info<ProblemDetails>("ProblemDetails", fields);
    return info;
}

}  // namespace uag
