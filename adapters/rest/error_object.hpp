// The WebAPI's error object and application/problem+json as types of the contract's kind, for whoever reads an error of
// another server; problem.cpp and error_answer.cpp write them.
#pragma once

#include "core/contract/carriers.hpp"
#include "core/contract/type_info.hpp"

namespace uag::rest {

struct ErrorObject {
    bool error = false;
    String error_type;
    String message;
    String error_source;
    List<StringKeyValuePair> messages;
};

/// RFC 9457, with the error object's members beside.
struct ProblemDetails {
    String type;
    String title;
    std::int32_t status = 0;
    String detail;
    String instance;
    String error_type;
    String error_source;
    List<StringKeyValuePair> messages;
};

}  // namespace uag::rest

namespace uag {
template <> const TypeInfo& type_of<rest::ErrorObject>();
template <> const TypeInfo& type_of<rest::ProblemDetails>();
}  // namespace uag
