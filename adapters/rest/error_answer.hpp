// An error in the form that Accept asks for: the WebAPI's object as JSON or XML, or application/problem+json.
#pragma once

#include <string_view>

#include "adapters/json/problem.hpp"
#include "adapters/rest/authorization.hpp"
#include "core/base/language.hpp"

namespace uag::rest {

/// Fills the reply. As XML the object is `<ErrorObject>` with the members of the JSON in their order. `path`
/// is the request's, for the problem's `instance`. The texts go out in the language, and a header says so.
void write_error(const json::ErrorFacts& facts, std::string_view accept, std::string_view path, Language language,
                 HttpReply& reply);

/// The same for an error of the core or an adapter; a 401 names the schemes that are on.
void write_error(const Error& error, const Schemes& schemes, std::string_view accept, std::string_view path,
                 Language language, HttpReply& reply);

}  // namespace uag::rest
