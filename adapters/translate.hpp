// Answers and errors in the language that a request asked for. Each protocol calls these where it writes an
// answer, and nowhere else; without a language nothing is touched.
#pragma once

#include "adapters/exchange.hpp"
#include "core/base/language.hpp"
#include "core/base/messages.hpp"

namespace uag {

struct Operation;

/// The language that a request of the WebAPI asks for: SO-Language, also an empty one, else Accept-Language.
Language asked_language(const HttpRequest& request);

/// Puts every text below a response into the language: multi-language and resource strings wherever they
/// stand, and this service's own messages and labels. Secrets and the keys of dictionaries are left alone.
void show_language(const Operation& operation, void* response, Language language);

/// The public texts of an error in the language.
Error translated(Error error, Language language);

/// The language of messages, for Content-Language and xml:lang: English where the service has none.
std::string_view message_tag(Language language);

}  // namespace uag
